package scene_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"mud/cmd/mud/scene"
)

// program finds a program from outside. Where it is missing the test is
// skipped, but not in CI.
func program(t *testing.T, names ...string) string {
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	if os.Getenv("CI") != "" {
		t.Fatalf("%s is not installed, and CI needs it", names[0])
	}
	t.Skipf("%s is not installed: this test of a real client is skipped", names[0])
	return ""
}

// TestRealClients has two players in TinTin++ and one in Chromium meet in a
// room and talk. A fourth whispers to the two what to type. Then `say` is
// edited on disk and reloaded: all three see the new text, nobody is dropped,
// and the reload itself sends no telnet command.
func TestRealClients(t *testing.T) {
	tintin := program(t, "tt++", "/usr/games/tt++")
	chromium := startChromium(t)
	w, err := scene.Start(t.TempDir(), scripts, "portal.mccp = false") // the bytes are looked at
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if t.Failed() {
			t.Logf("the server's log:\n%s", w.Log())
		}
		_ = w.Close()
	}()
	ann, bob := startTintin(t, tintin, "Ann", w.Telnet()), startTintin(t, tintin, "Bob", w.Telnet())
	page := chromium.open(t, "http://"+w.Web()+"/play")
	page.types(t, "create Carol correct-horse-9")
	page.sees(t, "You become Carol")
	ann.sees(t, "Carol has entered the game.")
	director := direct(t, w)

	director("Ann", "say hello from TinTin++")
	bob.sees(t, `Ann says, "hello from TinTin++"`)
	page.sees(t, `Ann says, "hello from TinTin++"`)
	page.types(t, "say hello from the page")
	ann.sees(t, `Carol says, "hello from the page"`)
	bob.sees(t, `Carol says, "hello from the page"`)

	code, err := w.ClaimCode(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	director("Bob", "@claim "+code)
	bob.sees(t, "You are the superuser now.")
	edit(t, filepath.Join(w.Scripts(), "core/commands/social/say.lua"), "says,", "calls out,")
	ann.wire.mark()
	bob.wire.mark()
	director("Bob", "@reload")
	bob.sees(t, "Generation 2")
	page.types(t, "say hello again")
	page.sees(t, `You say, "hello again"`)
	ann.sees(t, `Carol calls out, "hello again"`)
	director("Ann", "say still here")
	bob.sees(t, `Ann calls out, "still here"`)
	page.sees(t, `Ann calls out, "still here"`)
	for name, c := range map[string]*tintinClient{"Ann": ann, "Bob": bob} {
		if sent := c.wire.since(); bytes.IndexByte(sent, 255) >= 0 {
			t.Errorf("the reload sent %s a telnet command: %q", name, sent)
		}
	}
	director("Ann", "who")
	ann.sees(t, "4 accounts logged in.")
}

func edit(t *testing.T, file, from, to string) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(text, []byte(from)) {
		t.Fatalf("there is no %q in %s", from, file)
	}
	if err := os.WriteFile(file, bytes.ReplaceAll(text, []byte(from), []byte(to)), 0o600); err != nil {
		t.Fatal(err)
	}
}

// direct returns a function that whispers to a player what to type.
func direct(t *testing.T, w *scene.World) func(who, line string) {
	p, err := scene.Dial(w.Telnet())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.Close)
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(p.See("leaves."))
	must(p.Type("create Director correct-horse-9"))
	must(p.See("Exits:"))
	return func(who, line string) {
		t.Helper()
		must(p.Type("whisper " + who + " = " + line))
		must(p.See("You whisper to " + who))
	}
}

// output collects what a program prints or is sent.
type output struct {
	mu     sync.Mutex
	all    bytes.Buffer
	marked int
	news   chan struct{}
}

func newOutput() *output { return &output{news: make(chan struct{})} }

func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.all.Write(p)
	close(o.news)
	o.news = make(chan struct{})
	return len(p), nil
}

// forget passes over what has come.
func (o *output) forget() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.all.Reset()
	o.marked = 0
}

// text is all that has come so far.
func (o *output) text() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.all.String()
}

func (o *output) mark() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.marked = o.all.Len()
}

func (o *output) since() []byte {
	o.mu.Lock()
	defer o.mu.Unlock()
	return bytes.Clone(o.all.Bytes()[o.marked:])
}

func (o *output) sees(t *testing.T, what, text string) {
	t.Helper()
	deadline := time.After(30 * time.Second)
	for {
		o.mu.Lock()
		found, news := strings.Contains(o.all.String(), text), o.news
		o.mu.Unlock()
		if found {
			return
		}
		select {
		case <-news:
		case <-deadline:
			t.Fatalf("%s did not see %q; it saw:\n%s", what, text, o.text())
		}
	}
}

// tintinClient is a player in TinTin++ whose bytes are recorded on the way.
type tintinClient struct {
	name   string
	screen *output // what TinTin++ printed
	wire   *output // what the server sent it
}

func (c *tintinClient) sees(t *testing.T, text string) {
	t.Helper()
	c.screen.sees(t, c.name, text)
}

// tintinScript logs in when the first screen comes, and then types whatever
// the director whispers.
const tintinScript = `#config {CHARSET} {UTF-8}
#action {%%*tells more%%*} {create %[1]s correct-horse-9}
#action {Director whispers to you, "%%1"} {#send {%%1}}
#event {SESSION DISCONNECTED} {#end}
#session {%[1]s} {%[2]s} {%[3]s}
`

func startTintin(t *testing.T, tintin, name, server string) *tintinClient {
	c := &tintinClient{name: name, screen: newOutput(), wire: newOutput()}
	host, port, err := net.SplitHostPort(recorder(t, server, c.wire))
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), name+".tin")
	if err := os.WriteFile(file, fmt.Appendf(nil, tintinScript, name, host, port), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	cmd := exec.CommandContext(ctx, tintin, "-H", file)
	cmd.Dir = t.TempDir()
	cmd.Env = append(os.Environ(), "TERM=xterm-256color", "HOME="+t.TempDir(), "LANG=C.UTF-8")
	cmd.Stdout, cmd.Stderr = c.screen, c.screen
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		stop()
		_ = cmd.Wait() // it was killed
	})
	c.sees(t, "You become ")
	return c
}

// recorder is a proxy that writes down what the server sends.
func recorder(t *testing.T, server string, to io.Writer) string {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = ln.Close() })
	go func() {
		client, err := ln.Accept()
		if err != nil {
			return
		}
		defer client.Close()
		game, err := net.Dial("tcp", server)
		if err != nil {
			return
		}
		defer game.Close()
		go func() { _, _ = io.Copy(game, client); _ = game.Close() }()
		_, _ = io.Copy(io.MultiWriter(to, client), game)
	}()
	return ln.Addr().String()
}

// browser is a running Chromium.
type browser struct{ ctx context.Context }

func startChromium(t *testing.T) *browser {
	t.Helper()
	chromium := program(t, "chromium", "chromium-browser", "google-chrome")
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(chromium), chromedp.NoSandbox, chromedp.WindowSize(900, 700),
		chromedp.IgnoreCertErrors)
	allocator, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(cancel)
	ctx, cancel := chromedp.NewContext(allocator)
	t.Cleanup(cancel)
	must(t, chromedp.Do(ctx, chromedp.Navigate("about:blank")))
	return &browser{ctx}
}

// webPage is a player in Chromium, who shares nothing with other players.
type webPage struct{ ctx context.Context }

func (b *browser) open(t *testing.T, url string) *webPage {
	t.Helper()
	ctx, cancel := chromedp.NewContext(b.ctx, chromedp.WithNewBrowserContext())
	t.Cleanup(cancel)
	must(t, chromedp.Do(ctx, chromedp.Navigate(url)))
	p := &webPage{ctx}
	p.sees(t, "tells more")
	return p
}

func (p *webPage) types(t *testing.T, line string) {
	t.Helper()
	if err := chromedp.Do(p.ctx, chromedp.SendKeys(chromedp.CSS("#line"), line+"\r")); err != nil {
		t.Fatal(err)
	}
}

func (p *webPage) sees(t *testing.T, text string) {
	t.Helper()
	p.holds(t, fmt.Sprintf("document.getElementById('log').innerText.includes(%q)", text))
}

// holds waits until an expression of the page is true.
func (p *webPage) holds(t *testing.T, expression string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, 30*time.Second)
	defer cancel()
	if _, err := chromedp.Run(ctx, chromedp.Poll[bool](expression)); err != nil {
		seen, _ := chromedp.Run(p.ctx, chromedp.InnerHTML(chromedp.CSS("#log")))
		t.Fatalf("on the page this never holds: %s (%v); it shows:\n%s", expression, err, seen)
	}
}
