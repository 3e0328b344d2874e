package scene_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"mud/cmd/mud/scene"
	"mud/engine"
)

// shown tells whether an element is to be seen.
func shown(selector string) string {
	return fmt.Sprintf("document.querySelector(%q).checkVisibility()", selector)
}

// TestPageForms plays by forms and clicks only: a new account, a wrong and a
// right password, a character chosen, exits, the map, the bars.
func TestPageForms(t *testing.T) {
	chromium := startChromium(t)
	w, err := scene.Start(t.TempDir(), scripts, "sessions.multisession_mode = 2")
	must(t, err)
	defer func() { must(t, w.Close()) }()
	page := chromium.open(t, "http://"+w.Web()+"/play")
	page.holds(t, shown("#login"))
	const hints = "['account', 'secret'].map((id) => document.getElementById(id).autocomplete).join()" // for password managers
	page.is(t, hints, "username,current-password")
	page.clicks(t, "#login-new")
	page.is(t, hints, "username,new-password")
	page.fills(t, "#account", "Webster")
	page.fills(t, "#secret", "correct-horse-9")
	page.clicks(t, "#login-go")
	page.holds(t, shown("#choices"))
	page.is(t, shown("#login"), "false")
	page.fills(t, "#new-name", "Anansi")
	page.clicks(t, "#new-character button")
	page.is(t, "document.querySelector('#characters button')?.textContent", "Anansi")
	page.types(t, "quit")
	page.sees(t, "Press Enter to connect again.")
	page.types(t, "")
	page.holds(t, shown("#login"))
	page.is(t, "document.getElementById('account').value", "Webster")
	page.fills(t, "#secret", "wrong-horse-9")
	page.clicks(t, "#login-go")
	page.holds(t, "document.getElementById('login-problem').textContent !== ''")
	page.is(t, "document.getElementById('secret').value", "")
	page.fills(t, "#secret", "correct-horse-9")
	page.clicks(t, "#login-go")
	page.holds(t, shown("#choices"))
	page.clicks(t, "#characters button")
	page.sees(t, "You become Anansi")
	page.is(t, shown("#choices"), "false")

	page.holds(t, shown("#room"))
	start := page.value(t, "document.getElementById('room-name').textContent")
	exit := page.value(t, "document.querySelector('#exits button').textContent")
	page.clicks(t, "#exits button")
	page.holds(t, fmt.Sprintf("document.getElementById('room-name').textContent !== %q", start))
	page.is(t, "document.querySelectorAll('#map-drawing .known, #map-drawing .here').length", "2")
	page.holds(t, fmt.Sprintf("document.getElementById('map-list').textContent.includes(%q)", start+": "+exit))
	page.holds(t, "document.querySelector('#map-list li').textContent.includes('(you are here)')")
	page.value(t, "document.querySelector('#map-drawing .known').dispatchEvent(new Event('click'))") // the map walks back
	page.is(t, "document.getElementById('room-name').textContent", start)

	code, err := w.ClaimCode(t.Context())
	must(t, err)
	page.types(t, "@claim "+code)
	page.sees(t, "You are the superuser now.")
	page.types(t, "@set me/maxhp = 40")
	page.types(t, "@set me/hp = 10")
	page.is(t, "document.querySelector('[data-vital=hp]')?.getAttribute('aria-valuetext')", "10 / 40")
	page.types(t, "@set me/hp = 30")
	page.is(t, "document.querySelector('[data-vital=hp]')?.getAttribute('aria-valuetext')", "30 / 40")
	page.is(t, "document.getElementById('who-list').textContent.split('(')[0].trim()", "Webster")
	page.types(t, "say to all")
	page.holds(t, "document.getElementById('channel-texts').textContent.includes('Anansi: to all')")
}

// reload loads the page again and waits until it is connected.
func (p *webPage) reload(t *testing.T) {
	t.Helper()
	must(t, chromedp.Do(p.ctx, chromedp.Reload()))
	p.is(t, "document.getElementById('status').textContent", "Connected")
}

// countTo waits until somebody has said all numbers up to n, and holds that
// each was said once and in order.
func countTo(t *testing.T, who, text string, n int) {
	t.Helper()
	var got []string
	for _, m := range regexp.MustCompile(who+` says?, "(\d+)"`).FindAllStringSubmatch(text, -1) {
		got = append(got, m[1])
	}
	want := make([]string, n)
	for i := range want {
		want[i] = fmt.Sprint(i + 1)
	}
	if strings.Join(got, " ") != strings.Join(want, " ") {
		t.Errorf("of %s there is %v, want 1 to %d", who, got, n)
	}
}

// resumed cuts a page off and loads it again while it talks with
// somebody. Both read every line once and in order, and there is one session
// all the while, also when a new Server takes over (row 51 of the users' pains).
func resumed(t *testing.T, w *scene.World, page *webPage, way *gate) {
	page.enters(t, "Webster")
	bob := enter(t, w, "Bob")
	said := 0
	talk := func(between func()) {
		t.Helper()
		for range 3 {
			said++
			must(t, bob.Type(fmt.Sprintf("say %d", said)))
		}
		page.types(t, fmt.Sprintf("say %d", said-2))
		page.types(t, fmt.Sprintf("say %d", said-1))
		between()
		page.types(t, fmt.Sprintf("say %d", said))
		page.sees(t, fmt.Sprintf(`Bob says, "%d"`, said))
		page.sees(t, fmt.Sprintf(`You say, "%d"`, said))
	}
	talk(func() {})
	talk(way.cut)
	talk(func() { page.reload(t) })
	talk(func() {
		way.close()
		page.is(t, "document.getElementById('status').className", "away")
		page.types(t, "look") // waits, and is sent later
		page.sees(t, "That is sent as soon as the connection is back.")
		way.open()
	})
	talk(func() { restart(t, w) })
	for range 3 {
		talk(func() { page.reload(t); way.cut() })
	}
	all := page.value(t, "document.getElementById('log').innerText")
	countTo(t, "Bob", all, said)
	countTo(t, "You", all, said)
	seen, err := bob.Until(fmt.Sprintf(`Webster says, "%d"`, said))
	must(t, err)
	countTo(t, "Webster", seen+fmt.Sprintf(`Webster says, "%d"`, said), said)
	must(t, bob.Type("who"))
	must(t, bob.See("2 accounts logged in."))
	if n := strings.Count(all, "You become Webster"); n != 1 {
		t.Errorf("the page has become Webster %d times", n)
	}
	page.holds(t, shown("#room"))
}

// asleep holds that a connection that is dead without a word, as after
// a sleep of the laptop, is noticed and mended with nothing lost.
func asleep(t *testing.T, _ *scene.World, page *webPage, way *gate) {
	page.enters(t, "Galatea")
	way.stall()
	page.types(t, "say out of the dark")
	page.value(t, "dispatchEvent(new Event('online'))")
	page.sees(t, "Connected again.")
	page.sees(t, `You say, "out of the dark"`)
	page.is(t, `document.getElementById('log').innerText.split('You say, ').length`, "2")
}

// restart has a new Server take over.
func restart(t *testing.T, w *scene.World) {
	t.Helper()
	must(t, w.Engine().Do(t.Context(), func(e *engine.Engine) error {
		e.Restart(nil)
		return nil
	}))
}

// anotherTab: a copy of a tab begins a session of its own, and leaves
// the first its own.
func anotherTab(t *testing.T, _ *scene.World, page *webPage, _ *gate) {
	page.enters(t, "Hestia")
	kept := page.value(t, "(dispatchEvent(new Event('pagehide')), JSON.stringify({...sessionStorage}))")
	ctx, cancel := chromedp.NewContext(page.ctx)
	t.Cleanup(cancel)
	other := &webPage{ctx}
	url := page.value(t, "location.href")
	must(t, chromedp.Do(ctx, chromedp.Navigate(strings.TrimSuffix(url, "play"))))
	other.value(t, fmt.Sprintf("Object.assign(sessionStorage, %s)", kept))
	must(t, chromedp.Do(ctx, chromedp.Navigate(url)))
	other.sees(t, "tells more")
	other.holds(t, shown("#login"))
	page.types(t, "say still here")
	page.sees(t, `You say, "still here"`)
	page.is(t, "document.getElementById('status').textContent", "Connected")
}
