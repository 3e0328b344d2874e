package tcp

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// files makes a certificate in two files.
func files(t *testing.T, dir, host string) (cert, key string) {
	t.Helper()
	cert, key = filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	if err := MakeCertificate(cert, key, []string{host, "127.0.0.1"}); err != nil {
		t.Fatal(err)
	}
	return cert, key
}

// echo serves TLS: each connection gets back what it sends.
func echo(t *testing.T, c *Certificate) string {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() {
		done <- Serve(ctx, tls.NewListener(ln, c.Config()), slog.New(slog.NewTextHandler(t.Output(), nil)), func(c net.Conn) {
			defer c.Close()
			if Handshake(ctx, c) == nil {
				_, _ = io.Copy(c, c)
			}
		})
	}()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Errorf("Serve ended with %v", err)
		}
	})
	return ln.Addr().String()
}

// name is that of the certificate which a server shows.
func name(t *testing.T, address string) string {
	t.Helper()
	c, err := tls.Dial("tcp", address, &tls.Config{InsecureSkipVerify: true})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	return c.ConnectionState().PeerCertificates[0].Subject.CommonName
}

// TestCertificateIsReadAgain: when its files have changed, and not while they
// are broken.
func TestCertificateIsReadAgain(t *testing.T) {
	dir := t.TempDir()
	cert, key := files(t, dir, "one.example")
	c, err := LoadCertificate(cert, key, slog.New(slog.NewTextHandler(t.Output(), nil)))
	if err != nil {
		t.Fatal(err)
	}
	address := echo(t, c)
	if got := name(t, address); got != "one.example" {
		t.Fatalf("it shows the certificate of %s", got)
	}
	later := func() { c.mu.Lock(); c.checked = time.Time{}; c.mu.Unlock() } // the next look is due
	if err := os.WriteFile(cert, []byte("half a"), 0o600); err != nil {
		t.Fatal(err)
	}
	later()
	if got := name(t, address); got != "one.example" {
		t.Errorf("while the file is broken it shows %s", got)
	}
	fresh := t.TempDir()
	newCert, newKey := files(t, fresh, "two.example")
	for from, to := range map[string]string{newCert: cert, newKey: key} {
		if err := os.Rename(from, to); err != nil {
			t.Fatal(err)
		}
	}
	later()
	if got := name(t, address); got != "two.example" {
		t.Errorf("after the change it shows %s", got)
	}
}

// TestMakeCertificate: nothing that is there is written over.
func TestMakeCertificate(t *testing.T) {
	dir := t.TempDir()
	cert, key := files(t, dir, "one.example")
	if err := MakeCertificate(cert, key, []string{"two.example"}); !errors.Is(err, os.ErrExist) {
		t.Errorf("making it again: %v", err)
	}
	if info, err := os.Stat(key); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the key's file is %v (%v)", info.Mode(), err)
	}
	if _, err := LoadCertificate(key, cert, slog.Default()); err == nil {
		t.Error("a key was taken for a certificate")
	}
}

// TestSlowHandshakes: two hundred that never end keep nobody from a whole one
// (how long that takes is measured in cmd/mud/scene), and one that speaks no TLS
// is closed.
func TestSlowHandshakes(t *testing.T) {
	cert, key := files(t, t.TempDir(), "one.example")
	c, err := LoadCertificate(cert, key, slog.Default())
	if err != nil {
		t.Fatal(err)
	}
	address := echo(t, c)
	for range 200 {
		half, err := net.Dial("tcp", address)
		if err != nil {
			t.Fatal(err)
		}
		defer half.Close()
		_, _ = half.Write([]byte{22, 3, 1}) // the beginning of a ClientHello
	}
	name(t, address)
	plain, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer plain.Close()
	_, _ = plain.Write([]byte("connect ann secret\r\n"))
	_ = plain.SetReadDeadline(time.Now().Add(20 * time.Second))
	if _, err := io.ReadAll(plain); errors.Is(err, os.ErrDeadlineExceeded) {
		t.Error("a client without TLS is left waiting")
	}
}

// TestSlowHandshakeEnds: one that never ends is given up.
func TestSlowHandshakeEnds(t *testing.T) {
	cert, key := files(t, t.TempDir(), "one.example")
	c, err := LoadCertificate(cert, key, slog.Default())
	if err != nil {
		t.Fatal(err)
	}
	a, b := net.Pipe()
	defer a.Close()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer cancel()
	if err := Handshake(ctx, tls.Server(b, c.Config())); err == nil {
		t.Error("a silent client has shaken hands")
	}
	if handshakeTime > 10*time.Second {
		t.Errorf("a handshake may take %v", handshakeTime)
	}
}
