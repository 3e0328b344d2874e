package scene_test

import (
	"crypto/tls"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"mud/sessions/portal/tcp"
)

// certificateOf is the name in the certificate that a server shows.
func certificateOf(t *testing.T, address string) string {
	t.Helper()
	c, err := tls.Dial("tcp", address, &tls.Config{InsecureSkipVerify: true})
	must(t, err)
	defer c.Close()
	return c.ConnectionState().PeerCertificates[0].Subject.CommonName
}

// TestPageOverTLS plays on the page over https, with its WebSocket over TLS; a
// certificate that is renewed is shown by all doors, the page goes on, and
// one that was loaded without TLS has its session over TLS too.
func TestPageOverTLS(t *testing.T) {
	chromium := startChromium(t)
	w := open(t)
	page := chromium.open(t, "https://"+w.WebTLS()+"/play")
	page.enters(t, "Iris")
	page.types(t, "option")
	page.sees(t, "TLS                true")
	page.types(t, "say hello")
	page.sees(t, `You say, "hello"`)

	dir := filepath.Dir(w.Data())
	fresh := t.TempDir()
	must(t, tcp.MakeCertificate(filepath.Join(fresh, "cert.pem"), filepath.Join(fresh, "key.pem"), []string{"renewed.example"}))
	for _, name := range []string{"key.pem", "cert.pem"} {
		must(t, os.Rename(filepath.Join(fresh, name), filepath.Join(dir, name)))
	}
	for _, address := range []string{w.WebTLS(), w.TLS()} {
		for certificateOf(t, address) != "renewed.example" { // the files are looked at once a second
		}
	}
	page.reload(t)
	page.types(t, "say again")
	page.sees(t, `You say, "again"`)
	if n := strings.Count(page.value(t, "document.getElementById('log').innerText"), "You become Iris"); n != 1 {
		t.Errorf("the page has become Iris %d times", n)
	}

	b := &bareWeb{world: w}
	b.load(t)
	b.types(t, "create Webster correct-horse-9")
	b.sees(t, "You become")
	b.url = "wss://" + w.WebTLS() + "/ws"
	if b.load(t) {
		t.Error("over TLS it has a new session")
	}
}
