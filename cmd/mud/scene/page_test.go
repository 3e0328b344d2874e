package scene_test

import (
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"mud/cmd/mud/scene"
)

// TestPage plays on the web page, each time in a browser that knows nothing
// yet, and all in one world.
func TestPage(t *testing.T) {
	chromium := startChromium(t)
	w, err := scene.Start(t.TempDir(), scripts, `game.description = "A small town and its tower."`, `plugin.core.media_url = "https://game.example.org/"`)
	must(t, err)
	must(t, os.WriteFile(filepath.Join(w.Scripts(), "core/inputfuncs/my_jukebox.lua"), []byte(jukebox), 0o600))
	if report, err := w.Engine().Reload(t.Context(), "a test"); err != nil {
		t.Fatalf("%s: %v", report, err)
	}
	defer func() {
		must(t, w.Close())
		if strings.Contains(w.Log(), "panic") {
			t.Errorf("the log tells of a panic:\n%s", w.Log())
		}
	}()
	for name, play := range map[string]func(t *testing.T, w *scene.World, page *webPage, way *gate){
		"a password": password, "shortcuts": shortcuts, "the log": logs, "accessibility": accessibility, "a phone": onAPhone,
		"a screen reader": screenReader, "cut off and loaded again": resumed, "asleep": asleep, "another tab": anotherTab, "dialogs": dialogs,
		"shortcuts in a file": shortcutsFile, "notices": notices, "sounds": sounds, "saving": saving,
		"ten lines wait": tenLinesWait, "a long history": longHistory, "settings": settingsKept, "channel tabs": channelTabs, "by keyboard": byKeyboard,
	} {
		t.Run(name, func(t *testing.T) {
			way := openGate(t, w.Web())
			play(t, w, chromium.open(t, "http://"+way.Addr().String()+"/play"), way)
		})
	}
}

// password: what is typed while a password is asked for is hidden, and the
// history has no password in it.
func password(t *testing.T, _ *scene.World, page *webPage, _ *gate) {
	page.enters(t, "Arachne")
	page.types(t, "look")
	page.types(t, "password")
	page.is(t, "document.getElementById('prompt').textContent.trim()", "Your old password:")
	page.is(t, "document.getElementById('line').type", "password")
	page.is(t, "document.getElementById('line').autocomplete", "current-password")
	page.is(t, "document.querySelector('label[for=line]').textContent", "Your old password:")
	page.value(t, "document.querySelector('#exits button').click()") // a click is no answer
	for _, line := range []string{"correct-horse-9", "another-password-1", "another-password-1"} {
		page.types(t, line)
	}
	page.sees(t, "Your password is changed.")
	page.is(t, "document.getElementById('line').type", "text")
	page.types(t, "inventory")
	page.sees(t, "You carry nothing.")

	page.presses(t, kb.ArrowUp+kb.ArrowUp)
	page.is(t, "document.getElementById('line').value", "password")
	page.is(t, "(document.getElementById('line').value = 'l', 'l')", "l")
	page.presses(t, kb.ArrowUp)
	page.is(t, "document.getElementById('line').value", "look")
	page.is(t, "(document.getElementById('line').value = '', 'empty')", "empty")
	page.value(t, "dispatchEvent(new Event('pagehide'))") // what a page keeps is written when it is left
	for what, expression := range map[string]string{
		"the page": "document.body.innerHTML", "what is kept": "JSON.stringify([{...localStorage}, {...sessionStorage}])",
	} {
		text := page.value(t, expression)
		if strings.Contains(text, "correct-horse") || strings.Contains(text, "another-password") {
			t.Errorf("%s has a password in it: %s", what, text)
		}
	}
	if got := page.value(t, "localStorage.getItem('mud.history.Arachne')"); !strings.Contains(got, `"look"`) {
		t.Errorf("the history of Arachne is %s", got)
	}
	page.types(t, "quit")
	page.sees(t, "Press Enter to connect again.")
}

// enters makes an account and plays it.
func (p *webPage) enters(t *testing.T, name string) {
	t.Helper()
	p.types(t, "create "+name+" correct-horse-9")
	p.sees(t, "You become "+name)
}

// gate is a way to a server that can be cut.
type gate struct {
	net.Listener
	to    string
	mu    sync.Mutex
	conns []net.Conn
	shut  bool

	passing []*atomic.Bool // whether a connection lets through
}

func openGate(t *testing.T, to string) *gate {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	g := &gate{Listener: ln, to: to}
	t.Cleanup(func() { _ = ln.Close(); g.cut() })
	go func() {
		for {
			a, err := ln.Accept()
			if err != nil {
				return
			}
			g.pass(a)
		}
	}()
	return g
}

func (g *gate) pass(a net.Conn) {
	g.mu.Lock()
	defer g.mu.Unlock()
	b, err := net.Dial("tcp", g.to)
	if err != nil || g.shut {
		_ = a.Close()
		if err == nil {
			_ = b.Close()
		}
		return
	}
	g.conns = append(g.conns, a, b)
	open := &atomic.Bool{}
	open.Store(true)
	g.passing = append(g.passing, open)
	go func() { _, _ = io.Copy(while{a, open}, b); _ = a.Close() }()
	go func() { _, _ = io.Copy(while{b, open}, a); _ = b.Close() }()
}

// while writes as long as it is open; what comes later is lost without a word.
type while struct {
	io.Writer
	open *atomic.Bool
}

func (w while) Write(p []byte) (int, error) {
	if !w.open.Load() {
		return len(p), nil
	}
	return w.Writer.Write(p)
}

// stall lets nothing more through on the connections that are open, and closes
// none of them.
func (g *gate) stall() {
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, open := range g.passing {
		open.Store(false)
	}
	g.passing = nil
}

// cut ends all connections that are open.
func (g *gate) cut() {
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, c := range g.conns {
		_ = c.Close()
	}
	g.conns = nil
}

// close lets nobody through, with what is open cut; open lets through again.
func (g *gate) close() {
	g.mu.Lock()
	g.shut = true
	g.mu.Unlock()
	g.cut()
}

func (g *gate) open() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.shut = false
}

// leadTo has the way lead to another address.
func (g *gate) leadTo(address string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.to = address
}

// presses types keys that are no text.
func (p *webPage) presses(t *testing.T, keys string) {
	t.Helper()
	must(t, chromedp.Do(p.ctx, chromedp.SendKeys(chromedp.CSS("#line"), keys)))
}

// clicks clicks on what a selector finds.
func (p *webPage) clicks(t *testing.T, selector string) {
	t.Helper()
	p.holds(t, fmt.Sprintf("document.querySelector(%q) !== null", selector))
	must(t, chromedp.Do(p.ctx, chromedp.Click(chromedp.CSS(selector))))
}

// fills types into a field.
func (p *webPage) fills(t *testing.T, selector, text string) {
	t.Helper()
	must(t, chromedp.Do(p.ctx, chromedp.SendKeys(chromedp.CSS(selector), text)))
}

// value is an expression of the page as text.
func (p *webPage) value(t *testing.T, expression string) string {
	t.Helper()
	text, err := chromedp.Run(p.ctx, chromedp.Evaluate[string]("String("+expression+")"))
	must(t, err)
	return text
}

// is waits until an expression of the page has a value.
func (p *webPage) is(t *testing.T, expression, want string) {
	t.Helper()
	p.holds(t, fmt.Sprintf("String(%s) === %q", expression, want))
}
