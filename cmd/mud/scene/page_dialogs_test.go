package scene_test

import (
	"fmt"
	"testing"

	"mud/cmd/mud/scene"
)

// follows clicks on the last link, of the log or of the prompt, that has this
// text.
func (p *webPage) follows(t *testing.T, text string) {
	t.Helper()
	p.holds(t, fmt.Sprintf("(a => a && (a.click(), true))([...document.querySelectorAll('#log a, #prompt a')].filter(a => a.textContent === %q).pop())", text))
}

// dialogs: a pager, a menu and the line editor, by clicks where there is
// something to click; a long prompt is to be seen whole.
func dialogs(t *testing.T, w *scene.World, page *webPage, _ *gate) {
	const prompt = "document.getElementById('prompt')"
	page.enters(t, "Charlotte")
	code, err := w.ClaimCode(t.Context())
	must(t, err)
	page.types(t, "@claim "+code)
	page.sees(t, "superuser")

	page.types(t, "help")
	page.holds(t, prompt+".textContent.startsWith('[1/')")
	page.follows(t, "(n)ext")
	page.holds(t, prompt+".textContent.startsWith('[2/')")
	page.holds(t, prompt+".scrollWidth <= "+prompt+".clientWidth && "+prompt+".textContent.trim().endsWith('(q)uit:')")
	page.follows(t, "(q)uit")
	page.is(t, prompt+".textContent", "")

	page.types(t, "east")
	page.types(t, "talk")
	page.is(t, prompt+".textContent.trim()", "You say:")
	page.is(t, "getComputedStyle([...document.querySelectorAll('#log a span')].pop()).textDecorationLine", "underline")
	page.follows(t, "2")
	page.sees(t, "the well by the square")
	page.is(t, prompt+".textContent.trim()", "You say:")
	page.follows(t, "back")
	page.is(t, "document.getElementById('log').innerText.split('What will it be?').length", "3") // the question came again
	page.is(t, prompt+".textContent.trim()", "You say:")
	page.follows(t, "4")
	page.sees(t, "turns back to the mugs")
	page.is(t, prompt+".textContent", "")

	page.types(t, "@desc/edit me")
	page.is(t, prompt+".textContent.trim()", ":")
	page.types(t, "A big <b>gray</b> spider.")
	page.types(t, ":s gray grey")
	page.sees(t, "Replaced in 1 place.")
	page.types(t, ":wq")
	page.sees(t, "You leave the editor.")
	page.types(t, "look me")
	page.sees(t, "A big <b>grey</b> spider.")
}
