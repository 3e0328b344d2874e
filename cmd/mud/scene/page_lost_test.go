package scene_test

import (
	"testing"
)

// TestPageOverPortal: the whole program is lost, Portal included, and comes
// back. The page says so, keeps its log and the draft, tells what was not sent,
// and has its player log in again.
func TestPageOverPortal(t *testing.T) {
	chromium := startChromium(t)
	w := start(t)
	way := openGate(t, w.Web())
	page := chromium.open(t, "http://"+way.Addr().String()+"/play")
	page.enters(t, "Rhea")
	page.types(t, "say before")
	page.sees(t, `You say, "before"`)

	way.close() // without a word, as by a kill
	page.sees(t, "The connection is lost. It comes back by itself as soon as it can.")
	page.is(t, "document.getElementById('status').className", "away")
	page.types(t, "say in between")
	page.sees(t, "That is sent as soon as the connection is back.")
	page.value(t, "(document.getElementById('line').value = 'a draft')")
	must(t, w.Restart())
	way.leadTo(w.Web())
	way.open()

	page.sees(t, "Your session ended while you were away. Please log in again.")
	page.sees(t, "Not sent: say in between")
	page.sees(t, `You say, "before"`)
	page.is(t, "document.getElementById('status').textContent", "Connected")
	page.is(t, "document.getElementById('line').value", "a draft")
	page.holds(t, shown("#login"))
	page.is(t, shown("#panes"), "false")
	page.fills(t, "#account", "Rhea")
	page.fills(t, "#secret", "correct-horse-9")
	page.clicks(t, "#login-go")
	page.holds(t, shown("#room"))
	page.is(t, "document.getElementById('log').innerText.split('You become Rhea').length", "3")
	page.is(t, "document.getElementById('line').value", "a draft")
	page.types(t, "")
	page.sees(t, "There is no command 'a'")
}
