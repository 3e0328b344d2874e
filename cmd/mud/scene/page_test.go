package scene_test

import (
	"fmt"
	"io"
	"net"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"mud/cmd/mud/scene"
)

// TestPage holds what the web page does beside showing text: it hides what is
// typed while a password is asked for, keeps a history without passwords, and
// comes back by itself, with a notice, when its connection was lost.
func TestPage(t *testing.T) {
	chromium := program(t, "chromium", "chromium-browser", "google-chrome")
	w, err := scene.Start(t.TempDir(), scripts)
	must(t, err)
	defer func() { must(t, w.Close()) }()
	way := openGate(t, w.Web())
	page := openPage(t, chromium, "http://"+way.Addr().String()+"/")
	page.types(t, "create Webster correct-horse-9")
	page.sees(t, "You become Webster")
	page.types(t, "look")
	page.types(t, "password")
	page.sees(t, "Your old password:")
	page.is(t, "document.getElementById('line').type", "password")
	for _, line := range []string{"correct-horse-9", "another-password-1", "another-password-1"} {
		page.types(t, line)
	}
	page.sees(t, "Your password is changed.")
	page.is(t, "document.getElementById('line').type", "text")
	page.types(t, "inventory")
	page.sees(t, "You carry nothing.")

	page.presses(t, kb.ArrowUp+kb.ArrowUp)
	page.is(t, "document.getElementById('line').value", "look")
	for what, expression := range map[string]string{"the log": "document.body.innerHTML", "the history": "sessionStorage.getItem('history')"} {
		text, err := chromedp.Run(page.ctx, chromedp.Evaluate[string](expression))
		must(t, err)
		if strings.Contains(text, "correct-horse") || strings.Contains(text, "another-password") {
			t.Errorf("%s has a password in it: %s", what, text)
		}
	}

	way.cut()
	page.sees(t, "The connection is lost.")
	page.sees(t, "Connected again.")
	page.is(t, "document.getElementById('line').value", "look") // what was being typed is still there
	page.is(t, "(document.getElementById('line').value = '', 'empty')", "empty")
	page.types(t, "connect webster another-password-1")
	page.is(t, "document.getElementById('log').innerText.split('You become Webster').length", "3")
	page.types(t, "quit")
	page.sees(t, "Press Enter to connect again.")
}

// gate is a way to a server that can be cut.
type gate struct {
	net.Listener
	mu    sync.Mutex
	conns []net.Conn
}

func openGate(t *testing.T, to string) *gate {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	g := &gate{Listener: ln}
	t.Cleanup(func() { _ = ln.Close(); g.cut() })
	go func() {
		for {
			a, err := ln.Accept()
			if err != nil {
				return
			}
			b, err := net.Dial("tcp", to)
			if err != nil {
				_ = a.Close()
				continue
			}
			g.mu.Lock()
			g.conns = append(g.conns, a, b)
			g.mu.Unlock()
			go func() { _, _ = io.Copy(a, b); _ = a.Close() }()
			go func() { _, _ = io.Copy(b, a); _ = b.Close() }()
		}
	}()
	return g
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

// presses types keys that are no text.
func (p *webPage) presses(t *testing.T, keys string) {
	t.Helper()
	must(t, chromedp.Do(p.ctx, chromedp.SendKeys(chromedp.CSS("#line"), keys)))
}

// is waits until an expression of the page has a value.
func (p *webPage) is(t *testing.T, expression, want string) {
	t.Helper()
	p.holds(t, fmt.Sprintf("String(%s) === %q", expression, want))
}
