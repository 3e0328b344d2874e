package scene_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"mud/cmd/mud/scene"
)

// shortcuts makes an alias, a trigger and a key in the dialog, and uses
// them; they are still there after a reload, and can be saved as a file.
func shortcuts(t *testing.T, _ *scene.World, page *webPage, _ *gate) {
	page.enters(t, "Bellona")
	page.clicks(t, "[data-dialog=shortcuts]")
	for kind, line := range map[string][2]string{
		"aliases":  {"greet", "say hello %1; say bye"},
		"triggers": {`/says?, "bye"/`, "say again"},
		"keys":     {"F2", "say by key"},
	} {
		page.clicks(t, "[data-kind="+kind+"] .add")
		page.fills(t, "[data-kind="+kind+"] [data-field=when]", line[0])
		page.fills(t, "[data-kind="+kind+"] [data-field=send]", line[1])
	}
	page.clicks(t, "#shortcuts .buttons [data-close]")
	page.holds(t, "(localStorage.getItem('mud.shortcuts') ?? '').includes('greet')") // the dialog has told that it is closed
	page.reload(t)
	page.types(t, "greet all")
	page.sees(t, `You say, "hello all"`)
	page.sees(t, `You say, "again"`)
	page.holds(t, `[...document.querySelectorAll('#log .marked')].some((e) => e.textContent.includes('bye'))`)
	page.value(t, `document.dispatchEvent(new KeyboardEvent('keydown', { key: 'F2' }))`)
	page.sees(t, `You say, "by key"`)
	if got := page.value(t, "localStorage.getItem('mud.shortcuts')"); !strings.Contains(got, `"greet"`) || !strings.Contains(got, `"F2"`) {
		t.Errorf("what is kept is %s", got)
	}
	page.types(t, "say bye")
	page.is(t, `document.getElementById('log').innerText.split('You say, "again"').length`, "3")
}

// logs holds that the log stays where it is read, has at most 5,000
// lines, and is saved without what only a page may do.
func logs(t *testing.T, _ *scene.World, page *webPage, _ *gate) {
	page.enters(t, "Clio")
	module := "import(document.querySelector('script[type=module]').src.replace('main.js', '%s'))"
	page.value(t, fmt.Sprintf(module, "log.js")+".then((m) => { window.theLog = m; })")
	page.holds(t, "window.theLog !== undefined")
	const end = "(({ scrollTop, clientHeight, scrollHeight }) => scrollHeight - scrollTop - clientHeight < 2)(document.getElementById('log'))"
	page.value(t, "[...Array(200).keys()].forEach((i) => window.theLog.addHTML('line ' + i))")
	page.is(t, end, "true")
	page.value(t, "(document.getElementById('log').scrollTop = 0)")
	page.types(t, "say <b>&amp;</b> |rred")
	page.sees(t, "You say")
	page.is(t, end, "true") // who types wants to see the answer
	page.is(t, "document.getElementById('more').hidden", "true")
	page.value(t, "(document.getElementById('log').dispatchEvent(new WheelEvent('wheel', { deltaY: -100 })), document.getElementById('log').scrollTop = 0)")
	page.value(t, "window.theLog.addHTML('news\\nof two lines')")
	page.is(t, "document.getElementById('more').textContent", "2 new lines")
	page.is(t, "document.getElementById('log').scrollTop", "0")
	page.clicks(t, "#more")
	page.is(t, "document.getElementById('more').hidden", "true")
	page.is(t, "document.querySelectorAll('#log b').length", "0")

	page.value(t, fmt.Sprintf(module, "download.js")+".then(async (m) => { window.saved = [m.asText(), await m.asPage()]; })")
	page.holds(t, "window.saved !== undefined")
	if text := page.value(t, "window.saved[0]"); !strings.Contains(text, `You say, "<b>&amp;</b> |rred"`) || strings.Contains(text, "correct-horse") {
		t.Errorf("the saved text is %s", text)
	}
	if html := page.value(t, "window.saved[1]"); !strings.Contains(html, "&lt;b&gt;") || strings.Contains(html, "data-send") || !strings.Contains(html, ".f14{") {
		t.Errorf("the saved page is %s", html)
	}
	page.value(t, "[...Array(6000).keys()].forEach((i) => window.theLog.addHTML('line ' + i))")
	page.is(t, "document.getElementById('log').childElementCount", "5000")
	page.is(t, "document.getElementById('log').lastElementChild.textContent", "line 5999")
}

// axe finds the library that tests for accessibility. .ci/run installs it.
func axe(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "..", ".ci", "node_modules", "axe-core", "axe.min.js"))
	switch {
	case err == nil:
		return string(text)
	case os.Getenv("CI") != "":
		t.Fatalf("axe-core is not installed, and CI needs it: %v", err)
	}
	t.Skip("axe-core is not installed (npm install --prefix .ci axe-core): the test of the page for accessibility is skipped")
	return ""
}

// accessibility has axe-core look at the pages in all themes, on a desktop and a
// phone, with dialogs and panels open: it finds nothing serious.
func accessibility(t *testing.T, _ *scene.World, page *webPage, way *gate) {
	library := axe(t)
	look := func(what string) {
		t.Helper()
		page.value(t, "(window.axe ? 0 : (()=>{"+library+"})())")
		page.value(t, `(window.found = undefined, axe.run({ resultTypes: ['violations'] }).then((r) => { window.found = r.violations
			.filter((v) => v.impact === 'serious' || v.impact === 'critical').map((v) => v.id + ': ' + v.nodes.map((n) => n.html + ' ' + n.failureSummary).join('; ')).join('\n'); }))`)
		page.holds(t, "window.found !== undefined")
		if found := page.value(t, "window.found"); found != "" {
			t.Errorf("%s: %s", what, found)
		}
	}
	look("the login")
	page.enters(t, "Daphne")
	page.types(t, "help")
	page.types(t, "say |[rred |bblue|n")
	page.holds(t, shown("#who"))
	page.value(t, "document.querySelectorAll('details').forEach((d) => { d.open = true; })")
	themes := []string{"dark", "light", "contrast"}
	dialogs := func(theme string) {
		t.Helper()
		for _, dialog := range []string{"settings", "shortcuts", "saving"} {
			page.value(t, fmt.Sprintf("document.getElementById(%q).showModal()", dialog))
			look("the dialog " + dialog + ", " + theme)
			page.value(t, fmt.Sprintf("document.getElementById(%q).close()", dialog))
		}
	}
	wear := func(theme string) { page.value(t, fmt.Sprintf("(document.documentElement.dataset.theme = %q)", theme)) }
	for _, theme := range themes {
		wear(theme)
		look("a desktop, " + theme)
		dialogs(theme)
	}
	must(t, chromedp.Do(page.ctx, chromedp.EmulateViewport(390, 780, chromedp.EmulateMobile)))
	for _, theme := range themes {
		wear(theme)
		for _, pane := range []string{"room", "map", "channels", "who"} {
			page.clicks(t, "#bar [data-pane="+pane+"]")
			look("a phone with " + pane + ", " + theme)
		}
		page.clicks(t, "#bar [data-pane=who]")
		dialogs("on a phone, " + theme)
	}
	must(t, chromedp.Do(page.ctx, chromedp.Navigate("http://"+way.Addr().String()+"/")))
	for _, width := range []int64{390, 1200} {
		must(t, chromedp.Do(page.ctx, chromedp.EmulateViewport(width, 780)))
		for _, theme := range themes {
			wear(theme)
			look(fmt.Sprintf("the first page, %d wide, %s", width, theme))
		}
	}
}

// onAPhone: panels open from the bar at the bottom, one at a time, and
// nothing is wider than the screen.
func onAPhone(t *testing.T, _ *scene.World, page *webPage, _ *gate) {
	must(t, chromedp.Do(page.ctx, chromedp.EmulateViewport(390, 780, chromedp.EmulateMobile)))
	page.enters(t, "Echo")
	page.is(t, shown("#panes"), "false")
	for _, pane := range []string{"room", "map", "channels", "who"} {
		page.clicks(t, "#bar [data-pane="+pane+"]")
		page.is(t, shown("#"+pane), "true")
		page.is(t, "[...document.querySelectorAll('#panes > details')].filter((d) => d.checkVisibility()).length", "1")
		page.is(t, "document.documentElement.scrollWidth <= innerWidth", "true")
		page.is(t, "document.getElementById('entry').getBoundingClientRect().bottom <= innerHeight", "true")
	}
	page.clicks(t, "#bar [data-pane=who]")
	page.is(t, shown("#panes"), "false")
	page.is(t, "parseFloat(getComputedStyle(document.getElementById('line')).fontSize) >= 16", "true")
	must(t, chromedp.Do(page.ctx, chromedp.EmulateViewport(390, 400, chromedp.EmulateMobile))) // what a keyboard leaves
	page.holds(t, "document.getElementById('entry').getBoundingClientRect().bottom <= visualViewport.height")
	page.is(t, "document.getElementById('log').clientHeight > 80", "true")
	must(t, chromedp.Do(page.ctx, chromedp.EmulateViewport(390, 780, chromedp.EmulateMobile)))
	for _, dialog := range []string{"settings", "shortcuts", "saving"} {
		page.clicks(t, "[data-dialog="+dialog+"]")
		page.is(t, fmt.Sprintf("(({ scrollWidth, clientWidth }) => scrollWidth <= clientWidth)(document.getElementById(%q))", dialog), "true")
		page.clicks(t, "#"+dialog+" .buttons [data-close]")
	}
}

// screenReader: the log is a live region and all else is outside of it;
// with the setting on, texts have no drawing from the first screen on.
func screenReader(t *testing.T, _ *scene.World, page *webPage, _ *gate) {
	page.is(t, "['role', 'aria-live', 'aria-relevant', 'aria-label'].map((a) => document.getElementById('log').getAttribute(a)).join()",
		"log,polite,additions,What happens in the game")
	page.is(t, "document.querySelector('label[for=line]').textContent", "Command")
	for _, id := range []string{"prompt", "vitals", "panes", "entry", "status"} {
		page.is(t, fmt.Sprintf("document.getElementById(%q).closest('#log') === null", id), "true")
	}
	page.clicks(t, "[data-dialog=settings]")
	page.clicks(t, "#reader")
	page.clicks(t, "#settings [data-close]")
	page.enters(t, "Flora")
	page.types(t, "option")
	page.sees(t, "SCREENREADER")
	page.reload(t)
	page.is(t, "document.documentElement.classList.contains('reader')", "true")
	page.is(t, shown("#map-drawing"), "false")
}
