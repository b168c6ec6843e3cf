-- A throwaway Prosody on one loopback address: no TLS, no DNS (its domain is its address), nothing on disk but its log.
-- A component, peer.localhost, can play the other server.
run_as_root = true -- else Prosody hangs half started where it is root
pidfile = "@RUN@/prosody.pid"
data_path = "@RUN@"
certificates = "@RUN@"
log = { { levels = { min = "warn" }, to = "file", filename = "@RUN@/prosody.log" } }
network_backend = "epoll"
network_settings = { nagle = false } -- else each step waits 40 ms for a delayed acknowledgement
interfaces = { "@ADDRESS@" }
use_ipv6 = false
c2s_ports = { 15222 }
s2s_ports = { 15269 } -- the other server dials 5269, where presub's proxy listens and passes it on
component_ports = { 15347 }
component_interfaces = { "@ADDRESS@" }
c2s_direct_tls_ports = {}
s2s_direct_tls_ports = {}
http_ports = {}
https_ports = {}
storage = "memory"
authentication = "internal_plain"
allow_registration = true
c2s_require_encryption = false
allow_unencrypted_plain_auth = true
s2s_require_encryption = false
s2s_secure_auth = false
modules_enabled = { "roster", "saslauth", "disco", "ping", "version", "register", "posix", "dialback", "s2s" }
-- Without bidi, what one server says to the other is all that comes on a connection which that one opened.
modules_disabled = { "tls", "offline", "http", "limits", "s2s_bidi", "s2s_auth_certs" }
VirtualHost "@ADDRESS@"
Component "peer.localhost"
  component_secret = "secret"
