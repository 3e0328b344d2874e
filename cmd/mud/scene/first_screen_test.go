package scene_test

import (
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"mud/cmd/mud/scene"
)

// drawn is a first screen as games like them, with a frame and a picture.
const drawn = `┌───────────┐
│ |rThe Tower|n │   ▄▄██▄▄
└───────────┘
+-----------+
|c==========|n
  |whelp|n tells more.
`

// linear is all that is left of it for who has it read out.
const linear = "The Tower\nhelp tells more."

// heardLines are the lines of a text that are not empty, without the space
// around them.
func heardLines(text string) string {
	var out []string
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, line)
		}
	}
	return strings.Join(out, "\n")
}

// TestFirstScreen: the very first screen, before anything is typed, is plain
// lines for a telnet client with bit 64 of MTTS, and on the page for a browser in
// which the screen reader is set; others see the drawing (row 50 of the users'
// pains).
func TestFirstScreen(t *testing.T) {
	chromium := startChromium(t)
	w := start(t)
	must(t, os.WriteFile(filepath.Join(w.Scripts(), "core/texts/connection.txt"), []byte(drawn), 0o600))
	if report, err := w.Engine().Reload(t.Context(), "a test"); err != nil {
		t.Fatalf("%s: %v", report, err)
	}
	t.Run("telnet", func(t *testing.T) {
		for bits, want := range map[string]string{"MTTS 64": linear, "MTTS 13": "┌───────────┐"} {
			if got := firstScreen(t, w, bits); !strings.HasPrefix(heardLines(got), want) || bits == "MTTS 64" && strings.Contains(got, "\x1b") {
				t.Errorf("%s: the first screen is %q", bits, got)
			}
		}
	})
	t.Run("the page", func(t *testing.T) {
		url := "http://" + w.Web() + "/play"
		page := chromium.open(t, url)
		page.sees(t, "┌───────────┐")
		page.clicks(t, "[data-dialog=settings]")
		page.clicks(t, "#reader")
		page.clicks(t, "#settings [data-close]")
		ctx, cancel := chromedp.NewContext(page.ctx) // another tab of the same browser
		t.Cleanup(cancel)
		other := &webPage{ctx}
		must(t, chromedp.Do(ctx, chromedp.Navigate(url)))
		other.sees(t, "tells more")
		if got := heardLines(other.value(t, "document.getElementById('log').innerText")); got != linear {
			t.Errorf("the first screen is %q", got)
		}
		other.is(t, "document.querySelectorAll('#log span').length", "0")
	})
}

// firstScreen is what a telnet client with these bits of MTTS is shown before it
// types anything.
func firstScreen(t *testing.T, w *scene.World, bits string) string {
	t.Helper()
	conn, err := net.Dial("tcp", w.Telnet())
	must(t, err)
	defer conn.Close()
	heard := newOutput()
	go func() { _, _ = io.Copy(heard, conn) }()
	send(conn, []byte("\xff\xfc\x1f\xff\xfb\x18"))
	for _, answer := range []string{"VIP", "ANSI", bits} {
		send(conn, []byte("\xff\xfa\x18\x00"+answer+"\xff\xf0"))
	}
	heard.sees(t, "a client with "+bits, "tells more")
	all := string(heard.since())
	if at := strings.LastIndex(all, "\xf0"); at >= 0 { // what is negotiated comes before
		all = all[at+1:]
	}
	return all
}
