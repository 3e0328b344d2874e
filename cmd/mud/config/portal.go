package config

// Portal is the half that holds the connections.
type Portal struct {
	Telnet    string `toml:"telnet"`     // address for telnet, "" for none
	TelnetTLS string `toml:"telnet_tls"` // address for telnet over TLS, "" for none
	SSH       string `toml:"ssh"`        // address for ssh, "" for none
	Web       string `toml:"web"`        // address of the web page and its WebSocket, "" for none
	WebTLS    string `toml:"web_tls"`    // address of the same over TLS, "" for none
	// WebOrigins are other sites whose pages may open the WebSocket.
	WebOrigins    []string `toml:"web_origins"`
	ProxyProtocol bool     `toml:"proxy_protocol"` // telnet connections of trusted proxies begin with the PROXY protocol's header
	// TrustedProxies are addresses and networks whose word about the player's
	// address is taken: a PROXY header, and X-Forwarded-For on the web.
	TrustedProxies   []string `toml:"trusted_proxies"`
	TLSCert          string   `toml:"tls_cert"`            // file with the certificate chain in PEM, absolute; "" for none
	TLSKey           string   `toml:"tls_key"`             // file with the private key in PEM, absolute; "" for none
	MCCP             bool     `toml:"mccp"`                // whether telnet is compressed for clients that can (MCCP2)
	MaxLine          int      `toml:"max_line"`            // bytes of the longest line a client may send, 256 to 65536
	MaxSessions      int      `toml:"max_sessions"`        // connections at once, 1 to 1000000
	MaxSessionsPerIP int      `toml:"max_sessions_per_ip"` // connections at once from one address, 1 to 1000000
	CommandRate      float64  `toml:"command_rate"`        // lines a second and session, 0.1 to 10000; a burst may have twice that
	ConnectionRate   float64  `toml:"connection_rate"`     // new connections a second and address, 0.1 to 10000
	Admin            string   `toml:"admin"`               // address for mud reload, status and the like, "" for none
	Number           int      `toml:"number"`              // which Portal of its Server it is, 1 to 16
}

func defaultPortal() Portal {
	return Portal{
		Telnet:           ":4000",
		Web:              ":4001",
		MCCP:             true,
		MaxLine:          8192,
		MaxSessions:      10_000,
		MaxSessionsPerIP: 64,
		CommandRate:      80,
		ConnectionRate:   20,
		Admin:            "127.0.0.1:4002",
		Number:           1,
	}
}

func (p *Portal) fields() []field {
	return []field{
		address("telnet", &p.Telnet),
		address("telnet_tls", &p.TelnetTLS),
		address("ssh", &p.SSH),
		address("web", &p.Web),
		address("web_tls", &p.WebTLS),
		origins("web_origins", &p.WebOrigins),
		networks("trusted_proxies", &p.TrustedProxies),
		toggle("proxy_protocol", &p.ProxyProtocol),
		optionalFile("tls_cert", &p.TLSCert),
		optionalFile("tls_key", &p.TLSKey),
		toggle("mccp", &p.MCCP),
		whole("max_line", &p.MaxLine, 256, 65_536, "of bytes"),
		whole("max_sessions", &p.MaxSessions, 1, 1_000_000, "of sessions"),
		whole("max_sessions_per_ip", &p.MaxSessionsPerIP, 1, 1_000_000, "of sessions"),
		decimal("command_rate", &p.CommandRate, 0.1, 10_000, "of lines a second"),
		decimal("connection_rate", &p.ConnectionRate, 0.1, 10_000, "of connections a second"),
		address("admin", &p.Admin),
		whole("number", &p.Number, 1, 16, ""),
	}
}

const needsCertificate = "needs tls_cert and tls_key, the files with the certificate and its key"

// check finds keys that need one another.
func (p *Portal) check() []conflict {
	switch {
	case p.ProxyProtocol && len(p.TrustedProxies) == 0:
		return []conflict{{"proxy_protocol", "needs trusted_proxies, the addresses of the proxies, such as [\"192.0.2.1\"]"}}
	case p.TLSCert != "" && p.TLSKey == "":
		return []conflict{{"tls_cert", "needs tls_key, the file with the key of this certificate"}}
	case p.TLSKey != "" && p.TLSCert == "":
		return []conflict{{"tls_key", "needs tls_cert, the file with the certificate of this key"}}
	case p.TelnetTLS != "" && p.TLSCert == "":
		return []conflict{{"telnet_tls", needsCertificate}}
	case p.WebTLS != "" && p.TLSCert == "":
		return []conflict{{"web_tls", needsCertificate}}
	}
	return nil
}
