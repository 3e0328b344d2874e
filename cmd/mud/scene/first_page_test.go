package scene_test

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
)

// TestFirstPage: the first page says what the game is, who is online and how to
// come in by each door that is open, and by no other.
func TestFirstPage(t *testing.T) {
	shown := func(address string) string {
		t.Helper()
		answer, err := http.Get("http://" + address + "/")
		must(t, err)
		defer answer.Body.Close()
		text, err := io.ReadAll(answer.Body)
		must(t, err)
		return string(text)
	}
	w := open(t, `game.name = "The <Tower>"`, `game.description = "A small town & its tower."`)
	enter(t, w, "Ann")
	page := shown(w.Web())
	for form, address := range map[string]string{
		"<code>%s port %s</code>": w.Telnet(), "#session {game} {%s} {%s}": w.Telnet(), "telnet %s %s": w.Telnet(),
		"%s port %s, secure": w.TLS(), "#ssl {game} {%s} {%s}": w.TLS(), "ssh -p %[2]s ACCOUNT@%[1]s": w.SSH(),
	} {
		host, port := split(t, address)
		if want := fmt.Sprintf(form, host, port); !strings.Contains(page, want) {
			t.Errorf("there is no %q on it:\n%s", want, page)
		}
	}
	for _, want := range []string{"The &lt;Tower&gt;", "A small town &amp; its tower.", "One player: Ann."} {
		if !strings.Contains(page, want) {
			t.Errorf("there is no %q on it:\n%s", want, page)
		}
	}
	if page := shown(start(t, `portal.telnet = ""`).Web()); strings.Contains(page, "another client") || strings.Contains(page, "ssh") {
		t.Errorf("it tells of doors that are closed:\n%s", page)
	}
}
