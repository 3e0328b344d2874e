package scene_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"mud/cmd/mud/scene"
)

// tenLinesWait: what is typed without a connection waits, up to ten lines; the
// eleventh stays in the command line.
func tenLinesWait(t *testing.T, _ *scene.World, page *webPage, way *gate) {
	page.enters(t, "Dione")
	way.close()
	page.is(t, "document.getElementById('status').className", "away")
	for n := range 11 {
		page.types(t, fmt.Sprintf("say %d", n+1))
	}
	page.sees(t, "Not connected, and ten lines wait already: this one was not sent.")
	page.is(t, "document.getElementById('line').value", "say 11")
	way.open()
	page.sees(t, `You say, "10"`)
	page.types(t, "")
	page.sees(t, `You say, "11"`)
	countTo(t, "You", page.value(t, "document.getElementById('log').innerText"), 11)
}

// longHistory: 500 lines are kept for each character, over a reload too.
func longHistory(t *testing.T, _ *scene.World, page *webPage, _ *gate) {
	page.enters(t, "Thalia")
	page.module(t, "history.js", "lines")
	page.value(t, "[...Array(600).keys()].forEach((i) => window.lines.add('say ' + i))")
	page.is(t, "JSON.parse(localStorage.getItem('mud.history.Thalia')).length", "500")
	page.reload(t)
	page.presses(t, kb.ArrowUp+kb.ArrowUp)
	page.is(t, "document.getElementById('line').value", "say 598")
	page.presses(t, kb.ArrowDown)
	page.is(t, "document.getElementById('line').value", "say 599")
	page.value(t, "(document.getElementById('line').value = '')")
	page.types(t, "quit")
	page.sees(t, "Press Enter to connect again.")
	page.types(t, "")
	page.enters(t, "Urania") // who has typed nothing yet
	page.presses(t, kb.ArrowUp)
	page.is(t, "document.getElementById('line').value.startsWith('say')", "false")
}

// settingsKept: colours and size are changed at once, and kept over a reload.
func settingsKept(t *testing.T, _ *scene.World, page *webPage, _ *gate) {
	paper := func() string { return page.value(t, "getComputedStyle(document.body).backgroundColor") }
	set := func(name, value string) {
		t.Helper()
		page.value(t, fmt.Sprintf("((f) => { f.value = %q; f.dispatchEvent(new Event('change')); })(document.getElementById(%q))", value, name))
	}
	page.clicks(t, "[data-dialog=settings]")
	seen := []string{paper()}
	for _, theme := range []string{"light", "contrast"} {
		set("theme", theme)
		if slices.Contains(seen, paper()) {
			t.Errorf("%s looks as another: %s", theme, paper())
		}
		seen = append(seen, paper())
	}
	set("size", "24")
	page.clicks(t, "#settings [data-close]")
	page.reload(t)
	page.is(t, "getComputedStyle(document.body).backgroundColor", seen[2])
	page.is(t, "getComputedStyle(document.getElementById('log')).fontSize", "24px")
	page.is(t, "document.getElementById('theme').value", "contrast")
}

// channelTabs: each channel has a tab, which says that something is new in it.
func channelTabs(t *testing.T, w *scene.World, page *webPage, _ *gate) {
	page.enters(t, "Iris")
	hermes := enter(t, w, "Hermes")
	page.holds(t, shown("#channels"))
	const tab = "[...document.querySelectorAll('#channel-tabs button')].find((b) => b.textContent.startsWith(%q))"
	page.value(t, fmt.Sprintf(tab+".click()", "Say"))
	must(t, hermes.Type("public to all"), hermes.See("to all"))
	page.is(t, fmt.Sprintf(tab+"?.textContent", "Public"), "Public (new)")
	page.is(t, "document.getElementById('channel-texts').textContent.includes('to all')", "false")
	page.value(t, fmt.Sprintf(tab+".focus()", "Say"))
	must(t, chromedp.Do(page.ctx, chromedp.KeyEvent(kb.ArrowRight)))
	page.holds(t, "document.activeElement.getAttribute('aria-selected') === 'true'")
	page.value(t, fmt.Sprintf(tab+".click()", "Public"))
	page.holds(t, "document.getElementById('channel-texts').textContent.includes('Hermes: to all')")
	page.is(t, fmt.Sprintf(tab+".textContent", "Public"), "Public")
	page.is(t, "document.getElementById(document.getElementById('channel-texts').getAttribute('aria-labelledby')).textContent", "Public")
	must(t, hermes.Type("quit"), hermes.See("Goodbye."), hermes.End())
}

// byKeyboard plays with no mouse: Tab comes by everything, what has the focus is
// marked, and Enter walks through an exit of the log, of the panel and of the list.
func byKeyboard(t *testing.T, _ *scene.World, page *webPage, _ *gate) {
	page.enters(t, "Maia")
	page.holds(t, shown("#who"))
	page.value(t, "document.querySelectorAll('details').forEach((d) => { d.open = true; })")
	const what = `((e) => e.id || e.dataset.dialog || e.dataset.exit || e.dataset.send || e.getAttribute('role') || e.textContent.trim())(document.activeElement)`
	var stops []string
	for range 60 {
		must(t, chromedp.Do(page.ctx, chromedp.KeyEvent(kb.Tab)))
		stop := page.value(t, what)
		if len(stops) > 0 && stop == stops[0] {
			break
		}
		stops = append(stops, stop)
		if stop != "" && page.value(t, "document.activeElement === document.body") == "false" {
			page.is(t, "getComputedStyle(document.activeElement).outlineStyle !== 'none'", "true")
		}
	}
	for _, want := range []string{"settings", "shortcuts", "saving", "log", "line", "north", "n", "tab-0", "channel-texts", "Map", "Who", "Send"} {
		if !slices.Contains(stops, want) {
			t.Errorf("Tab does not come by %s; it comes by %q", want, stops)
		}
	}
	page.is(t, "getComputedStyle(document.querySelector('#log a[data-send=north]')).textDecorationLine", "underline") // a link is no colour alone
	enter := func(selector string) {
		t.Helper()
		page.holds(t, fmt.Sprintf("document.querySelector(%q) !== null", selector))
		from := page.value(t, "document.getElementById('room-name').textContent")
		page.value(t, fmt.Sprintf("[...document.querySelectorAll(%q)].pop().focus()", selector))
		must(t, chromedp.Do(page.ctx, chromedp.KeyEvent(kb.Enter)))
		page.holds(t, fmt.Sprintf("document.getElementById('room-name').textContent !== %q", from))
	}
	enter("#log a[data-send=north]")
	enter("#exits [data-exit=s]")
	enter("#map-list button")
}

// hostileMarkup is what somebody would have a page take as its own.
const hostileMarkup = `"'><img src=x onerror="window.hit=1"><script>window.hit=1</script><a href="javascript:window.hit=1">x</a><svg onload=window.hit=1>`

// hostileData are messages with it for each TEXT.
var hostileData = map[string]string{
	"Char.Name":            `{"name":"Eve","fullname":TEXT}`,
	"Char.StatusVars":      `{"hp":TEXT,TEXT:TEXT}`,
	"Char.Status":          `{"hp":TEXT,TEXT:TEXT}`,
	"Char.Vitals":          `{"hp":TEXT,"maxhp":TEXT,TEXT:TEXT}`,
	"Char.Choices":         `{"characters":[{"name":TEXT,"played":true}],"create":true}`,
	"Char.Login.Result":    `{"success":false,"message":TEXT}`,
	"Room.Info":            `{"num":1,"name":TEXT,"area":TEXT,"exits":{"n":2,TEXT:3}}`,
	"Room.Players":         `[{"name":TEXT,"fullname":TEXT}]`,
	"Comm.Channel.List":    `[{"name":TEXT,"caption":TEXT,"command":TEXT}]`,
	"Comm.Channel.Text":    `{"channel":TEXT,"talker":TEXT,"text":TEXT}`,
	"Game.Who":             `{"players":[{"name":TEXT,"idle":TEXT},{"name":"x"}]}`,
	"Client.Media.Play":    `{"name":"javascript:window.hit=1","caption":TEXT}`,
	"Client.Media.Default": `{"url":"javascript:window.hit=1"}`,
}

// TestPageMarkup: whatever players and builders call things and say, and whatever
// comes as data, is text on the page; links lead to http, https or send a command.
func TestPageMarkup(t *testing.T) {
	chromium := startChromium(t)
	w := start(t)
	page := chromium.open(t, "http://"+w.Web()+"/play")
	page.enters(t, "Eve")
	code, err := w.ClaimCode(t.Context())
	must(t, err)
	page.types(t, "@claim "+code)
	page.sees(t, "You are the superuser now.")
	for _, line := range []string{
		"say " + hostileMarkup, "public " + hostileMarkup, "@desc me = " + hostileMarkup, "@create " + hostileMarkup, "@name here = " + hostileMarkup,
		"pose " + hostileMarkup, hostileMarkup, "look me", "look", "inventory", "say |lujavascript:window.hit=1|ltsaid|le |lchit|ltsaid|le",
		`@lua me:msg("|lujavascript:window.hit=1|ltscript|le |ludata:text/html,<script>1</script>|ltdata|le |luhttps://x.example/\"onclick=\"window.hit=1|ltgood|le |lcsay \"><b>|ltsend|le")`,
		"say the end",
	} {
		page.types(t, line)
	}
	page.sees(t, `You say, "the end"`)
	page.module(t, "gmcp.js", "gmcp")
	text, err := json.Marshal(hostileMarkup)
	must(t, err)
	for name, data := range hostileData {
		page.value(t, fmt.Sprintf("window.gmcp.receive(%q, %s)", name, strings.ReplaceAll(data, "TEXT", string(text))))
	}
	page.value(t, "document.querySelectorAll('details').forEach((d) => { d.open = true; })")
	page.value(t, "document.querySelectorAll('#log a:not([href]), #map-drawing g, #channel-tabs button').forEach((e) => e.dispatchEvent(new MouseEvent('click', { cancelable: true })))")
	page.is(t, "document.querySelectorAll('img, iframe, object, embed, audio, video, main script, svg svg, svg[onload], [onerror], [onclick], #log b').length", "0")
	page.is(t, "document.querySelectorAll('script').length", "1")
	page.is(t, "window.hit", "undefined")
	page.is(t, "[...document.querySelectorAll('#game a[href], #panes a[href]')].map((a) => a.getAttribute('href')).join(' ')", "https://x.example/%22onclick=%22window.hit=1")
	page.holds(t, "[...document.querySelectorAll('#log a[data-send]')].some((a) => a.dataset.send === 'say \"><b>')")
	page.module(t, "download.js", "download")
	page.value(t, "window.download.asPage().then((html) => { window.saved = html; })")
	page.holds(t, "window.saved !== undefined")
	page.is(t, "new DOMParser().parseFromString(window.saved, 'text/html').querySelectorAll('img, script, svg, [onerror], [onclick], a:not([href^=http])').length", "0")
	if !strings.Contains(page.value(t, "document.getElementById('log').innerText"), `You say, "`+hostileMarkup) {
		t.Error("what was said is not shown as it was typed")
	}
}
