using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

// An application as its authors write it: of TLS it says nothing, Kestrel takes all of it from appsettings.json in its folder (--contentRoot).
var app = WebApplication.CreateBuilder(args).Build();
app.MapGet("/", static (HttpContext context) => $"{context.Request.Scheme} {context.Connection.ClientCertificate?.Subject ?? "nobody"}\n");
app.Run();
