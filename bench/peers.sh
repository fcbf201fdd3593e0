#!/usr/bin/env bash
# bench/peers.sh: the same Redis, nginx and PostgreSQL, sealed by Linkseal, asked by linkseal, testssl, sslscan and a loop of openssl s_client; seconds for all three.
# Needs ./build release, and Debian's redis-server, nginx-light, postgresql, testssl.sh, sslscan. Starts its own processes on loopback, ends them by their pids.
set -euo pipefail
root=$(dirname "$(readlink -f "$0")")/..
linkseal=${LINKSEAL:-$root/artifacts/release/linkseal}
[ -x "$linkseal" ] || { echo "first: ./build release" >&2; exit 3; }
for program in redis-server nginx testssl sslscan openssl; do command -v "$program" >/dev/null || { echo "$program is missing" >&2; exit 3; }; done
postgres=$(ls -d /usr/lib/postgresql/*/bin | tail -n 1)

work=$(mktemp -d)
pids=()
end() { for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done; wait 2>/dev/null || true; rm -rf "$work"; }
trap end EXIT
chmod 755 "$work"
cd "$work"
free() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
as() { if [ "$(id -u)" -eq 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }
redis=$(free) web=$(free) sql=$(free)
mkdir -p main data && [ "$(id -u)" -ne 0 ] || chown postgres: main data
as "$postgres/initdb" -D data -U postgres -A trust -N --no-instructions >/dev/null
printf "port = %s\nunix_socket_directories = ''\nhba_file = '%s/main/pg_hba.conf'\nident_file = '%s/main/pg_ident.conf'\n" "$sql" "$work" "$work" > main/postgresql.conf
printf 'host all all 127.0.0.1/32 scram-sha-256\n' > main/pg_hba.conf; : > main/pg_ident.conf
printf 'bind 127.0.0.1\nport %s\n' "$redis" > redis.conf
printf 'pid %s/nginx.pid;\nerror_log %s/error.log;\nevents {}\nhttp {\n  access_log off;\n  server {\n    listen 127.0.0.1:%s;\n    location / { return 200 ok; }\n  }\n}\n' "$work" "$work" "$web" > nginx.conf
cat > linkseal.yaml <<YAML
platform: peers
components:
  app:   { dialect: files, folder: app }
  cache: { dialect: redis, config: redis.conf, folder: cache, names: [localhost], owner: "0" }
  edge:  { dialect: nginx, config: nginx.conf, folder: edge, names: [localhost] }
  db:    { dialect: postgresql, config: main, names: [localhost] }
links:
  - app -> cache
  - app -> edge
  - app -> db: { database: postgres }
YAML
"$linkseal" apply --yes --no-reload --quiet >/dev/null
redis-server redis.conf >/dev/null & pids+=($!)
nginx -c "$work/nginx.conf" -g 'daemon off;' & pids+=($!)
as "$postgres/postgres" -D data -c "config_file=$work/main/postgresql.conf" 2>/dev/null & pids+=($!)
sleep 3

echo "$(date -u +%F), $(nproc) cores, load $(cut -d' ' -f1 /proc/loadavg), $("$linkseal" --version), $(openssl version | cut -d' ' -f1-2), testssl $(testssl --version 2>/dev/null | grep -o '[0-9]\.[0-9][0-9.a-z-]*' | head -n 1), sslscan $(sslscan --version | grep -o '[0-9]\.[0-9.]*' | head -n 1)"
timed() { # ROUNDS NAME COMMAND…: the least of them
  local rounds=$1 name=$2 best=; shift 2
  for _ in $(seq "$rounds"); do
    local since; since=$(date +%s%N)
    "$@" >/dev/null 2>&1 </dev/null || true
    local took=$(( ($(date +%s%N) - since) / 1000000 ))
    [ -n "$best" ] && [ "$best" -le "$took" ] || best=$took
  done
  printf '%-58s %7d.%03d s\n' "$name" $((best / 1000)) $((best % 1000))
}

mine=(--ca app/ca.crt --cert app/tls.crt --key app/tls.key)
probes() { "$linkseal" probe "rediss://localhost:$redis" "${mine[@]}"; "$linkseal" probe "https://localhost:$web" "${mine[@]}"; "$linkseal" probe "postgres://localhost:$sql" "${mine[@]}"; }

# A stranger of each kind, which linkseal makes in memory.
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1 -subj /CN=foreign -keyout foreign.key -out foreign.crt 2>/dev/null
ask() { # STARTTLS PORT WORDS…: a question of s_client, with a read
  local upgrade=$1 port=$2; shift 2
  [ "$upgrade" = none ] && upgrade=() || upgrade=(-starttls "$upgrade")
  # A refusal of TLS 1.3 comes with the first read.
  (printf 'PING\r\n'; sleep 0.2) | timeout 5 openssl s_client -connect "localhost:$port" -servername localhost "${upgrade[@]}" -CAfile app/ca.crt -verify_hostname localhost "$@"
}
client_loop() {
  for at in "none $redis" "none $web" "postgres $sql"; do
    # shellcheck disable=SC2086
    set -- $at
    ask "$1" "$2" -cert app/tls.crt -cert_chain app/tls.crt -key app/tls.key          # the caller
    ask "$1" "$2"                                                                     # no certificate
    ask "$1" "$2" -cert foreign.crt -key foreign.key                                  # a foreign authority
    ask "$1" "$2" -tls1 -cipher DEFAULT@SECLEVEL=0                                    # TLS 1.0
    ask "$1" "$2" -tls1_1 -cipher DEFAULT@SECLEVEL=0                                  # TLS 1.1
    ask "$1" "$2" -tls1_2 -cipher NULL:aNULL:3DES:RC4:EXPORT:@SECLEVEL=0              # broken suites
    (printf 'PING\r\n'; sleep 0.2) | timeout 5 bash -c "cat > /dev/tcp/localhost/$2"  # plaintext
  done
}
tests() { for at in "localhost:$redis" "localhost:$web" "-t postgres localhost:$sql"; do
  # shellcheck disable=SC2086
  testssl --quiet --color 0 --warnings off --openssl /usr/bin/openssl -p -s -S $at; done; }
scans() { sslscan --no-colour "localhost:$redis"; sslscan --no-colour "localhost:$web"; sslscan --no-colour --starttls-psql "localhost:$sql"; }

timed 3 'linkseal verify: links, levels, strangers of every kind' "$linkseal" verify
timed 3 'linkseal probe, three times' probes
timed 3 'openssl s_client loop: 7 questions, none with judgement' client_loop
timed 3 'sslscan: versions, suites, certificate' scans
timed 1 'testssl -p -s -S: versions, suite classes, certificate' tests
"$linkseal" verify | tail -n 1
