using Linkseal.Testing;

namespace Linkseal.Dialects.Tests.Platforms;

/// <summary>
/// What the products accept in silence, one row for each sentence of the fact sheets that says so: which test makes the fault and sees its finding in <c>check</c> and in <c>audit</c>, or why it can't
/// happen to what Linkseal writes and which test holds that. A row is added with the fact.
/// </summary>
public sealed class TrapTests
{
    private static readonly Lazy<string> Tests = new(static () => string.Join('\n', Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*Tests.cs", SearchOption.AllDirectories).Where(static p => !p.Contains("/obj/", StringComparison.Ordinal)).Select(File.ReadAllText)));

    // Quote of the sheet; test that makes the fault in both commands.
    public static TheoryData<string, string, string> Found => new()
    {
        { "tidb", "With `http://` URLs PD keeps listening in plain text", "PD_with_certificates_and_http_urls_speaks_plaintext" },
        { "tidb", "Without a CN list these accept callers that have no client certificate", "Status_ports_without_a_list_are_named" },
        { "tidb", "**exactly one CN never guards port 2379**", "One_name_in_PDs_list_leaves_2379_open" },
        { "tidb", "PD up to 8.3 **refuses to start** with two or more CNs", "Two_names_keep_PD_up_to_8_3_from_starting" },
        { "tidb", "So the list must also name the callees — and PD must name itself", "A_list_without_its_own_name_refuses_itself" },
        { "tidb", "Turning TLS on is **all or nothing** per cluster", "Plaintext_beside_TLS_is_found_with_the_ports_that_lack_it" },
        { "tidb", "Does **not** check that key and certificate belong together", "The_general_rules_find_an_old_key_beside_a_new_certificate" },
        { "tidb", "**silently plain text** (only `cluster-ssl-ca` switches TLS on)", "TiDB_without_a_CA_speaks_plaintext_and_says_nothing" },
        { "tidb", "status listener has no certificate and fails (inferred)", "A_part_of_the_three_is_found" },
        { "tidb", "TLS **without any client authentication**", "PD_without_a_CA_asks_nobody_for_a_certificate" },
        { "tidb", "treated as TLS off, then `--pd https://…` is refused", "TiCDC_with_a_part_of_the_three_speaks_plaintext" },
        { "tidb", "all three, `--pd http://…`", "TiCDC_holds_the_scheme_of_PD_against_its_certificates" },
        { "tidb", "TLS silently off (debug log only)", "TiProxy_without_a_pair_serves_plaintext" },
        { "tidb", "TLS silently off; with `skip-ca = true` TLS without verification", "TiProxy_without_a_CA_calls_in_plaintext" },
        { "tidb", "with `skip-ca = true` TLS without verification", "TiProxy_that_skips_the_CA_accepts_anybody" },
        { "tidb", "`ca` + `skip-ca = true`: verified only if given", "TiProxy_that_skips_the_CA_asks_only_who_shows_a_certificate" },
        { "tidb", "| DM, Pump, Drainer | no `ssl-ca` | silently plain text |", "Drainer_and_DM_worker_without_a_CA_speak_plaintext" },
        { "tidb", "or `ca-path` in `tiflash.toml`, is **silent plain text**", "TiFlash_and_the_TiKV_in_it_spell_the_same_thing_in_two_ways" },
        { "tidb", "TiKV: unknown key = ignored at start", "A_key_in_another_spelling_is_passed_over_in_silence" },
        { "tidb", "must equal `advertise-peer-urls` for this member or start fails", "An_initial_cluster_that_gives_a_member_another_url_keeps_it_from_starting" },
        { "tidb", "it holds the existing members' client URLs", "A_join_by_http_reaches_nobody" },
        { "tidb", "must become `https_port` (same number, default 8123)", "TiFlash_before_7_1_needs_https_port" },
        { "tidb", "the built-in default `http://127.0.0.1:8291` is not converted", "DM_master_without_peer_urls_has_peers_in_plaintext" },
        { "tidb", "`status.disable_metrics_tls` turns TLS off for this port", "TiFlash_can_serve_metrics_in_plaintext" },
        { "tidb", "so a CA whose CN is listed admits everybody", "The_name_of_the_CA_in_a_list_admits_everybody" },
        { "tidb", "| Pump / Drainer | only if a list is set | any certificate in the chain |", "It_does_wherever_any_certificate_of_the_chain_counts" },
        { "tidb", "**only the first entry** of the list", "DM_counts_the_first_name_only" },
        { "tidb", "**substring** (`tidb` also admits `not-tidb-really`)", "A_name_that_is_a_part_of_another_admits_it_in_a_TiKV_to_come" },
        { "tidb", "`cert-allowed-cn` (1.4 on, not in 1.3.x)", "A_list_that_a_version_does_not_know_has_no_effect" },
        { "tidb", "`cert-allowed-san` on main since 2026-07, in no 8.5.x", "A_key_in_another_spelling_is_passed_over_in_silence" },
        { "tidb", "otherwise `tiup cluster display` shows nodes as Down or N/A while they run", "A_trap_in_a_list_of_the_topology_is_found_by_check_and_by_audit" },
        { "tidb", "**both** `serverAuth` and `clientAuth`", "The_general_rules_find_a_certificate_that_may_not_call" },
        { "tidb", "wildcards are matched only by reverse lookup", "A_PD_known_by_wildcards_only_is_found" },
        { "tidb", "cannot validate certificate for 127.0.0.1", "The_general_rules_find_a_name_that_others_dial_and_the_certificate_lacks" },
        { "tidb", "| private keys | unencrypted PEM |", "The_general_rules_find_an_encrypted_key" },
        { "tidb", "keep it on **one line**, no comment inside the array", "A_list_of_TiFlash_over_several_lines_is_read_wrongly" },
        { "tidb", "its certificates stay refused; accepted after restart", "One_instance_with_another_CA_is_found" },
        { "tidb", "`scheme: https`, `tls_config:", "A_job_that_verifies_nothing_is_found" },
        { "tidb", "| PD | `client-urls`, `advertise-client-urls`, `peer-urls`, `advertise-peer-urls` (flags of the same names)", "Flags_win_over_the_file" },

        { "anchore-engine", "a quoted `'False'` announces https on a plain listener", "A_quoted_truth_value_announces_https_on_a_plain_listener" },
        { "anchore-engine", "the documentation's table calls it the private key file: wrong", "Certificate_and_key_exchanged_are_found_by_what_the_files_hold" },
        { "anchore-engine", "missing from the documentation's table", "A_part_of_the_three_keys_is_an_error" },
        { "anchore-engine", "`external_tls` **present** (even `false`) beats `ssl_enable`", "External_tls_beats_ssl_enable_wherever_it_is_present" },
        { "anchore-engine", "scheme = `external_tls` if that key exists, otherwise `ssl_enable`", "Https_announced_on_a_plain_listener_is_found" },
        { "anchore-engine", "as the way to **disable** checking: reversed", "Verification_that_is_off_is_found" },
        { "anchore-engine", "a quoted `'False'` would be taken as a path and fail", "A_quoted_False_is_taken_as_a_path" },
        { "anchore-engine", "a full-chain file silently loses its intermediates", "A_full_chain_in_ssl_cert_loses_its_intermediates" },
        { "anchore-engine", "`ssl_chain` likewise first block only", "A_chain_of_two_blocks_sends_the_first" },
        { "anchore-engine", "sets `ssl_chain` to the same file as `ssl_cert`: useless", "The_chain_of_the_pages_example_is_found" },
        { "anchore-engine", "no mechanism; append to certifi's `cacert.pem`", "An_image_before_0_5_knows_no_folder_of_authorities" },
        { "anchore-engine", "so a leaf placed there (the chart does it) is trusted as such", "A_leaf_in_the_folder_of_authorities_is_found" },
        { "anchore-engine", "put only the CA there and keys elsewhere", "A_key_in_the_folder_of_authorities_is_found" },
        { "anchore-engine", "keys must be readable by 1000", "A_key_that_user_1000_can_not_read_is_found" },
        { "anchore-engine", "must be mounted in **every** container, callers included", "A_folder_that_a_container_does_not_see_is_found" },
        { "anchore-engine", "popped, and **`sslmode` is set to `require`, overwriting any `sslmode` given**", "Ssl_true_overwrites_any_sslmode" },
        { "anchore-engine", "libpq treats `require` with an existing root file as `verify-ca`: no host-name check", "A_database_whose_name_nobody_checks_is_a_warning" },
        { "anchore-engine", "handed to pg8000 as it is", "Sslmode_for_the_driver_that_takes_none_is_found" },
        { "anchore-engine", "with TLS the container turns unhealthy", "A_health_check_by_plain_HTTP_turns_red" },
        { "anchore-engine", "which by this code ends as `require`", "Verify_full_of_the_chart_ends_as_require" },
        { "anchore-engine", "**one shared certificate for all services**", "One_secret_for_all_services_is_not_seen_and_lies_among_the_authorities" },

        { "lightrun-chart", "the documentation calls the second the default: wrong", "Internal_tls_off_is_one_error_for_all_its_links" },
        { "lightrun-chart", "puts a stray `enabled: true` directly under `general:`", "Enabled_directly_under_general_is_found" },
        { "lightrun-chart", "so it cannot serve as `existing_ca_secret_name`", "The_charts_own_ca_secret_cannot_be_the_ca_secret" },
        { "lightrun-chart", "`keytool -import` takes only the **first** certificate of a file", "Of_a_ca_file_with_two_certificates_the_jvm_believes_the_first" },
        { "lightrun-chart", "or keycloak cannot verify RabbitMQ", "Keycloak_without_the_ca_is_an_error" },
        { "lightrun-chart", "changing the backend's **key** breaks agents", "A_new_public_key_locks_agents_out" },
        { "lightrun-chart", "otherwise nginx's default **off**", "A_missing_ca_secret_is_an_error" },
        { "lightrun-chart", "`TLS_SKIPCLIENTCERTIFICATEVERIFICATION` = not `verification`", "Verification_off_in_the_values_is_a_warning" },
        { "lightrun-chart", "**mutual TLS**, only with `existing_certificates` + `keycloak_cluster`", "Generated_certificates_leave_keycloaks_cluster_in_plaintext" },
        { "lightrun-chart", "**never**: `--no-check-certificate`", "What_the_chart_cannot_do_is_a_note" },
        { "lightrun-chart", "An empty secret name renders an empty `secretName`", "An_empty_secret_name_is_an_error" },
        { "lightrun-chart", "nothing refuses the combination", "Generated_certificates_that_are_to_be_verified_are_an_error" },
        { "lightrun-chart", "**turning internal TLS on by `helm upgrade` creates none of them**", "Generated_certificates_are_a_trap_at_every_upgrade" },
        { "lightrun-chart", "octal 0674: key readable by everyone in the pod", "The_mode_of_keycloaks_key_is_a_note" },
        { "lightrun-chart", "10-year leaves", "Generated_certificates_live_ten_years" },
        { "lightrun-chart", "otherwise that path answers 503", "A_public_certificate_without_the_services_name_breaks_api" },
        { "lightrun-chart", "annotation `nginx.ingress.kubernetes.io/backend-protocol: \"HTTPS\"` for class nginx", "Another_ingress_than_nginx_has_to_be_told_of_https" },
        { "lightrun-chart", "indented with **tabs**, which YAML forbids", "It_stands_with_everything_else_that_is_wrong_and_is_never_said_to_be_missing" },

        { "harbor", "**no effect in 2.9.0–2.9.2 and 2.10.0**", "Strong_ciphers_have_no_effect_in_some_versions" },
        { "harbor", "**does nothing**: the code passes a literal `False`", "Verify_client_cert_does_nothing" },
        { "harbor", "refuses `127.0.0.1` and `reg.mydomain.com`", "A_host_name_that_harbor_refuses_is_an_error" },
        { "harbor", "no quotes with spaces, no trailing comment", "A_data_volume_that_the_shell_reads_otherwise_is_an_error" },
        { "harbor", "`disable`/`require`/`verify-ca`/`verify-full`", "An_external_database_is_judged_by_its_ssl_mode" },
        { "harbor", "client-only TLS (`rediss://`)", "Tls_of_an_external_redis_counts_from_the_version_that_has_it" },
        { "harbor", "yes, unless `trivy.insecure: true`", "An_insecure_trivy_is_found" },
        { "harbor", "**no** (insecure transport)", "The_unverified_call_of_core_to_itself_is_a_note" },
        { "harbor", "the CA key becomes readable by the core container", "The_CA_key_in_the_folder_is_not_ours_to_delete" },
        { "harbor", "missing `.key`/`.crt`/CA/`harbor_db`/`trivy_adapter`", "A_missing_file" },
        { "harbor", "leaf without SAN, or not a certificate", "A_leaf_without_SAN" },
        { "harbor", "| dangling/absolute symlink |", "A_link_out_of_the_folder_is_found_where_the_pairs_are_ones_own" },
        { "harbor", "| wrong CA | accepted |", "A_leaf_of_another_CA" },
        { "harbor", "| SAN of another component | accepted |", "The_SAN_of_another_component" },
        { "harbor", "| expired | accepted |", "An_expired_leaf" },
        { "harbor", "| key does not match cert | accepted |", "A_key_of_another_certificate" },
        { "harbor", "| CA file empty or garbage | **accepted** |", "A_CA_file_without_a_CA" },
        { "harbor", "| extra files, sub-directories | accepted and copied |", "Another_file_in_the_folder_is_not_ours_to_delete" },
        { "harbor", "| CA key in the directory | accepted and copied into the data volume |", "The_CA_key_in_the_data_volume" },
        { "harbor", "| `data_volume` other than `/data` | exit 0", "A_data_volume_elsewhere_whose_CA_was_not_copied" },
        { "harbor", "a stale CA in the host's `/data/secret/tls` would be picked up instead", "A_ca_of_an_earlier_installation_below_data_is_found" },
        { "harbor", "the trivy service silently disappears", "A_running_trivy_that_would_be_dropped_is_found" },
        { "harbor", "no check of match, dates or names", "What_is_wrong_with_it_is_found" },
        { "harbor", "copying the server's key to clients, as Harbor's page says, is unnecessary and harmful", "The_server_s_key_at_a_client_is_an_error_under_any_name" },
        { "harbor", "otherwise `missing key X for client certificate Y", "A_client_certificate_without_its_key_is_an_error" },
        { "harbor", "a lone `.key` fails", "A_key_alone_is_an_error" },
        { "harbor", "directory name must equal exactly what is typed", "A_folder_with_the_default_port_in_its_name_is_never_read" },
        { "harbor", "Apple platforms refuse server certificates longer than 825 days", "A_certificate_for_ten_years_is_found" },
        { "harbor", "`DNS.3=hostname` is a placeholder users copy literally", "The_placeholder_of_the_page_in_a_certificate_is_found" },
        { "harbor", "a DNS SAN with an IP in it does not match", "An_address_as_dns_name_is_an_error" },
    };

    // Quote of the sheet; why it can't happen to what Linkseal writes; the test that holds it.
    public static TheoryData<string, string, string, string> ByConstruction => new()
    {
        { "tidb", "An existing PD must be **member-updated to https**", "it is a step of the plan, and several PDs are refused", "Save_stop_all_start_all_and_correct_PDs_record" },
        { "tidb", "**Several PDs at once: never.**", "refused, with the way that works", "Several_PDs_are_LS1554_with_the_way_that_works" },
        { "tidb", "TiKV reloads only when the **certificate file's** modification time changes", "all files change together, by one rename of a link", "What_sends_the_files_is_printed_in_order" },
        { "tidb", "**old certificate until some handshake fails**", "a renewal restarts who does not take files by itself; verify opens a connection of its own", "What_takes_new_files_by_itself_is_not_restarted" },
        { "tidb", "**No Go component re-reads the CA file** while running", "another CA restarts all", "What_takes_new_files_by_itself_is_not_restarted" },
        { "tidb", "a commented header must not be taken for a table", "our reader knows comments from headers", "Every_sample_goes_through_the_whole_story_and_back" },
        { "tidb", "writing these files beside TiUP is lost", "such a file is refused by its header", "A_file_of_TiUPs_is_not_written_beside_it" },
        { "tidb", "The `-u https://…` of the official page does not exist in the tool's source", "the flags are data of the tool", "Every_row_is_whole" },
        { "anchore-engine", "Do not assume the classic port numbers; read the file", "ports are read", "From_plaintext_to_a_clean_check" },
        { "anchore-engine", "switching one service breaks its callers until they see the new record", "one step restarts all", "From_plaintext_to_a_clean_check" },
        { "lightrun-chart", "a missing secret leaves pods in ContainerCreating", "Secrets are applied before helm names them", "Another_cluster_gets_the_secrets_and_the_values_and_leaves_those_of_the_old_one_to_be_deleted" },
        { "lightrun-chart", "`before-hook-creation`: a re-install, or an Argo CD full sync, replaces CA and all leaves at once", "no Secret is a hook or prunable", "No_secret_is_a_hook_and_none_has_the_label_by_which_argo_cd_prunes" },
        { "lightrun-chart", "CA key exists only during rendering", "the authority is kept in the state", "A_component_can_be_added_later_and_nobody_else_changes" },
        { "lightrun-chart", "No pod template carries a checksum of its TLS secret", "a changed Secret has its restart as a step", "Turning_it_on_restarts_nothing_and_a_renewal_restarts_whoever_reads_it" },
        { "lightrun-chart", "not `.svc.cluster.local`", "our names have it", "Made" },
        { "harbor", "nginx verifies its upstreams with depth 2", "a rule of chains, held at plan and in check", "A_chain_deeper_than_nginx_follows_is_held_by_a_rule" },
        { "harbor", "**A failure comes after the old configuration and old certificates are already gone**", "prepare is undone with what it wiped", "A_renewal_that_fails_gives_back_what_prepare_had_wiped" },
        { "harbor", "end **without a newline** — an appended block must start with one", "the editor knows the last line", "Only_the_intended_lines_of_harbor_yml_differ" },
        { "harbor", "do not touch it", "the token-signing pair is no path of ours", "A_second_apply_changes_no_byte_and_no_time" },
    };

    [Theory]
    [MemberData(nameof(Found))]
    public void A_trap_of_the_facts_is_made_and_found(string sheet, string quote, string test) => Holds(sheet, quote, test);

    [Theory]
    [MemberData(nameof(ByConstruction))]
    public void A_trap_of_the_facts_cannot_happen(string sheet, string quote, string because, string test)
    {
        Assert.NotEmpty(because);
        Holds(sheet, quote, test);
    }

    private static void Holds(string sheet, string quote, string test)
    {
        Assert.Contains($" {test}(", Tests.Value, StringComparison.Ordinal);
        var path = Path.Combine(Fixtures.Folder("tidb"), "..", "..", "facts", sheet + ".md");
        if (File.Exists(path)) Assert.Contains(quote, File.ReadAllText(path), StringComparison.Ordinal);
    }
}
