package tcp

import (
	"crypto/tls"
	"fmt"
	"log/slog"
	"os"
	"sync"
	"time"
)

// Certificate is a certificate in two files, which are read again when they
// have changed: one that is renewed needs no restart.
type Certificate struct {
	cert, key string
	log       *slog.Logger

	mu      sync.Mutex
	loaded  *tls.Certificate
	stamp   [2]time.Time // of the files that loaded came from
	checked time.Time
}

// LoadCertificate reads a certificate chain and its key, in PEM.
func LoadCertificate(cert, key string, log *slog.Logger) (*Certificate, error) {
	c := &Certificate{cert: cert, key: key, log: log}
	if err := c.load(); err != nil {
		return nil, fmt.Errorf("reading the certificate of [portal] tls_cert and tls_key: %w", err)
	}
	return c, nil
}

// Config is how TLS is spoken with it.
func (c *Certificate) Config() *tls.Config {
	return &tls.Config{MinVersion: tls.VersionTLS12, GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) {
		return c.current(), nil
	}}
}

// checkEvery is how often the files are looked at.
const checkEvery = time.Second

// current is the certificate as it is now. New files that cannot be used leave
// the old one in place, as while they are being written.
func (c *Certificate) current() *tls.Certificate {
	c.mu.Lock()
	defer c.mu.Unlock()
	if now := time.Now(); now.Sub(c.checked) >= checkEvery {
		c.checked = now
		if stamp, err := c.stamps(); err != nil || stamp != c.stamp {
			if err := c.load(); err != nil {
				c.log.Error("the certificate has changed and cannot be used; the old one stays", "error", err)
			} else {
				c.log.Info("the certificate was read again", "file", c.cert)
			}
		}
	}
	return c.loaded
}

func (c *Certificate) stamps() (stamp [2]time.Time, err error) {
	for i, file := range []string{c.cert, c.key} {
		info, err := os.Stat(file)
		if err != nil {
			return stamp, err
		}
		stamp[i] = info.ModTime()
	}
	return stamp, nil
}

func (c *Certificate) load() error {
	stamp, err := c.stamps()
	if err != nil {
		return err
	}
	cert, err := tls.LoadX509KeyPair(c.cert, c.key)
	if err != nil {
		return err
	}
	c.loaded, c.stamp = &cert, stamp
	return nil
}
