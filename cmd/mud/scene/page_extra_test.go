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

// module has the page keep one of its modules as a variable.
func (p *webPage) module(t *testing.T, file, variable string) {
	t.Helper()
	p.value(t, fmt.Sprintf("import(document.querySelector('script[type=module]').src.replace('main.js', %q)).then((m) => { window.%s = m; })", file, variable))
	p.holds(t, "window."+variable+" !== undefined")
}

// catchFiles has what the page would save as files kept in window.files.
const catchFiles = `window.files = [];
	URL.createObjectURL = (blob) => { blob.text().then((text) => window.files.push(text)); return 'data:,'; };
	HTMLAnchorElement.prototype.click = () => {}`

// shortcutsFile saves shortcuts as a file, takes them away, and loads them from
// it; another file changes nothing.
func shortcutsFile(t *testing.T, _ *scene.World, page *webPage, _ *gate) {
	page.enters(t, "Juno")
	page.clicks(t, "[data-dialog=shortcuts]")
	page.clicks(t, "[data-kind=aliases] .add")
	page.fills(t, "[data-kind=aliases] [data-field=when]", "hail")
	page.fills(t, "[data-kind=aliases] [data-field=send]", "say hail %1")
	page.value(t, "(() => {"+catchFiles+"})()")
	page.clicks(t, "#shortcuts-export")
	page.holds(t, "window.files.length === 1")
	saved := filepath.Join(t.TempDir(), "shortcuts.json")
	must(t, os.WriteFile(saved, []byte(page.value(t, "window.files[0]")), 0o600))

	page.clicks(t, "[data-kind=aliases] tbody button")
	page.clicks(t, "#shortcuts .buttons [data-close]")
	page.is(t, "JSON.parse(localStorage.getItem('mud.shortcuts')).aliases.length", "0")
	page.clicks(t, "[data-dialog=shortcuts]")
	load := func(file string) {
		t.Helper()
		must(t, chromedp.Do(page.ctx, chromedp.SetUploadFiles(chromedp.CSS("#shortcuts-import"), []string{file})))
	}
	load(saved)
	page.is(t, "document.getElementById('shortcuts-problem').textContent", "Loaded.")
	other := filepath.Join(t.TempDir(), "other.json")
	must(t, os.WriteFile(other, []byte(`{"of":"another program"}`), 0o600))
	load(other)
	page.is(t, "document.getElementById('shortcuts-problem').textContent", "That file holds no shortcuts.")
	page.clicks(t, "#shortcuts .buttons [data-close]")
	page.is(t, "JSON.parse(localStorage.getItem('mud.shortcuts')).aliases.length", "1")
	page.types(t, "hail Juno")
	page.sees(t, `You say, "hail Juno"`)
}

// notices counts in the title what comes while the player looks elsewhere.
func notices(t *testing.T, w *scene.World, page *webPage, _ *gate) {
	page.enters(t, "Leto")
	away := func(hidden bool) {
		t.Helper()
		page.value(t, fmt.Sprintf("(Object.defineProperty(document, 'hidden', { value: %t, configurable: true }), document.dispatchEvent(new Event('visibilitychange')))", hidden))
	}
	pan := enter(t, w, "Pan")
	title := page.value(t, "document.title")
	away(true)
	must(t, pan.Type("say unnoticed"))
	page.sees(t, "unnoticed")
	page.is(t, "document.title", title)
	page.clicks(t, "[data-dialog=settings]")
	page.value(t, "(document.getElementById('notify').value = 'title', document.getElementById('notify').dispatchEvent(new Event('change')))")
	page.clicks(t, "#settings [data-close]")
	must(t, pan.Type("say one"), pan.Type("say two"))
	page.is(t, "document.title", "(2) "+title)
	away(false)
	page.is(t, "document.title", title)
	must(t, pan.Type("quit"), pan.See("Goodbye."), pan.End())
}

// fakeAudio stands for the browser's sound: what is played is noted, and refused
// while the player has done nothing on the page.
const fakeAudio = `window.heard = []; window.silent = true;
	window.Audio = class {
		constructor(url) { this.src = url; this.paused = true; }
		addEventListener() {}
		pause() { this.paused = true; window.heard.push('stop ' + this.src); }
		play() {
			if (window.silent) return Promise.reject(new DOMException('click first', 'NotAllowedError'));
			this.paused = false;
			window.heard.push('play ' + this.src + ' ' + this.volume);
			return Promise.resolve();
		}
	}`

// sounds are played when the player wants them, and not before; on a page where
// the browser wants a click first, music begins with it.
func sounds(t *testing.T, _ *scene.World, page *webPage, _ *gate) {
	page.enters(t, "Muse")
	page.value(t, "(() => {"+fakeAudio+"})()")
	page.module(t, "gmcp.js", "gmcp")
	page.module(t, "settings.js", "settings")
	play := "window.gmcp.receive('Client.Media.Play', { name: 'rain.mp3', type: 'music', loops: -1, volume: 40, caption: 'Rain falls' })"
	page.value(t, play)
	page.sees(t, "[Rain falls]")
	page.clicks(t, "[data-dialog=settings]")
	page.clicks(t, "#sound")
	page.clicks(t, "#settings [data-close]")
	page.value(t, play)
	page.holds(t, "window.heard.length === 0")
	page.value(t, "(window.silent = false)")
	page.clicks(t, "#log")
	page.is(t, "window.heard.join()", "play https://game.example.org/rain.mp3 0.2")
	page.value(t, "window.gmcp.receive('Client.Media.Stop', { type: 'music' })")
	page.is(t, "window.heard.at(-1)", "stop https://game.example.org/rain.mp3")
	page.value(t, "window.gmcp.send('My.Jukebox', { name: 'song.ogg' })")
	page.holds(t, "window.heard.at(-1) === 'stop https://game.example.org/song.ogg'")
	page.is(t, "window.heard.at(-2)", "play https://game.example.org/song.ogg 0.2")
	page.value(t, "window.gmcp.receive('Client.Media.Play', { name: 'http://elsewhere.example/x.mp3' })") // neither https nor ours
	page.value(t, "window.gmcp.receive('Client.Media.Play', { name: 'javascript:alert(1)' })")
	page.is(t, "window.heard.at(-1)", "stop https://game.example.org/song.ogg")
}

// saving saves the log by its two buttons.
func saving(t *testing.T, _ *scene.World, page *webPage, _ *gate) {
	page.enters(t, "Nike")
	page.value(t, "(() => {"+catchFiles+"})()")
	page.clicks(t, "[data-dialog=saving]")
	page.clicks(t, "#save-text")
	page.clicks(t, "#save-page")
	page.holds(t, "window.files.length === 2")
	text, html := page.value(t, "window.files[0]"), page.value(t, "window.files[1]")
	if !strings.Contains(text, "You become Nike") || strings.Contains(text, "</") {
		t.Errorf("the text is %s", text)
	}
	if !strings.HasPrefix(html, "<!doctype html>") || !strings.Contains(html, "Nike") {
		t.Errorf("the page is %s", html)
	}
}
