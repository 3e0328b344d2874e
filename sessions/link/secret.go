package link

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net"
	"time"
)

// A link over tcp is TLS 1.3 with a certificate that lives as long as the
// Server and that nobody checks: what proves each half to the other is that
// both know the secret, bound to this very TLS connection. Somebody in the
// middle has two connections, so that his proofs fit neither.

// listenTLS opens a port with a fresh certificate.
func listenTLS(at string) (net.Listener, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	template := x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: time.Now().AddDate(100, 0, 0)}
	der, err := x509.CreateCertificate(rand.Reader, &template, &template, key.Public(), key)
	if err != nil {
		return nil, err
	}
	return tls.Listen("tcp", at, &tls.Config{
		MinVersion: tls.VersionTLS13, Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}},
	})
}

func dialTLS(ctx context.Context, at string) (net.Conn, error) {
	d := tls.Dialer{Config: &tls.Config{MinVersion: tls.VersionTLS13, InsecureSkipVerify: true}} // see above: prove does it
	return d.DialContext(ctx, "tcp", at)
}

// The words that the two halves prove with, so that no proof can be sent back.
const (
	portalSide = "portal"
	serverSide = "server"
)

var errSecret = errors.New("it does not know the secret: [server] link_secret must be the same for both halves")

// prove shows the other half that we know the secret and has it show the same.
func prove(conn net.Conn, secret, side string) error {
	c := conn.(*tls.Conn)
	if err := c.SetDeadline(time.Now().Add(dialTime)); err != nil {
		return err
	}
	if err := c.Handshake(); err != nil {
		return err
	}
	state := c.ConnectionState()
	bound, err := state.ExportKeyingMaterial("EXPORTER-mud-link", nil, sha256.Size)
	if err != nil {
		return fmt.Errorf("binding the secret to the connection: %w", err)
	}
	proof := func(side string) []byte {
		mac := hmac.New(sha256.New, []byte(secret))
		mac.Write(bound)
		mac.Write([]byte(side))
		return mac.Sum(nil)
	}
	if _, err := c.Write(proof(side)); err != nil {
		return err
	}
	other := map[string]string{portalSide: serverSide, serverSide: portalSide}[side]
	theirs := make([]byte, sha256.Size)
	if _, err := io.ReadFull(c, theirs); err != nil {
		return fmt.Errorf("waiting for its proof of the secret: %w", err)
	}
	if !hmac.Equal(theirs, proof(other)) {
		return errSecret
	}
	return c.SetDeadline(time.Time{})
}
