package scene_test

import (
	"fmt"
	"io"
	"net/http"
	"regexp"
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

// TestWeight: the page with all that it loads is below 200 KB, and all of it is
// the server's own.
func TestWeight(t *testing.T) {
	base := "http://" + start(t).Web() + "/"
	load := func(path string) string {
		t.Helper()
		answer, err := http.Get(base + path)
		must(t, err)
		defer answer.Body.Close()
		text, err := io.ReadAll(answer.Body)
		must(t, err)
		if answer.StatusCode != http.StatusOK {
			t.Errorf("%s: %s", path, answer.Status)
		}
		return string(text)
	}
	page := load("play")
	total, files := len(page), regexp.MustCompile(`(?:href|src)="(assets/[^"]+)"`).FindAllStringSubmatch(page, -1)
	seen := map[string]bool{}
	for _, file := range files {
		if !seen[file[1]] {
			seen[file[1]] = true
			total += len(load(file[1]))
		}
	}
	t.Logf("%d files of %d bytes", len(seen)+1, total)
	if len(seen) < 20 || total > 200_000 || strings.Contains(page, "://") {
		t.Errorf("it loads %d files of %d bytes: %v", len(seen), total, seen)
	}
}
