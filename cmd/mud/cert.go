package main

import (
	"cmp"
	"fmt"
	"path/filepath"

	"mud/sessions/portal/tcp"
)

type certCmd struct {
	Hosts []string `arg:"" optional:"" help:"Names and addresses of this machine; without any localhost and 127.0.0.1."`
}

// Run writes the files that mud.toml names, or cert.pem and key.pem beside it.
func (c certCmd) Run() error {
	cfg, err := settings()
	if err != nil {
		return err
	}
	hosts := c.Hosts
	if len(hosts) == 0 {
		hosts = []string{"localhost", "127.0.0.1"}
	}
	cert := cmp.Or(cfg.Portal.TLSCert, filepath.Join(cfg.Dir, "cert.pem"))
	key := cmp.Or(cfg.Portal.TLSKey, filepath.Join(cfg.Dir, "key.pem"))
	if err := tcp.MakeCertificate(cert, key, hosts); err != nil {
		return err
	}
	fmt.Printf("Written: %s and %s. Clients will ask their players whether they trust it.\n", cert, key)
	if cfg.Portal.TelnetTLS == "" && cfg.Portal.WebTLS == "" {
		fmt.Printf("In mud.toml under [portal]:\n  telnet_tls = \":4443\"\n  web_tls = \":4444\"\n  tls_cert = %q\n  tls_key = %q\n", cert, key)
	}
	return nil
}
