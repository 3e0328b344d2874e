package api

import (
	"slices"
	"strconv"
	"strings"

	lua "github.com/yuin/gopher-lua"

	"mud/engine/command"
	"mud/engine/guard"
	"mud/engine/layout"
	"mud/engine/stance"
)

func (a *API) textModule() lua.LValue {
	return a.module("mud.text", a.table(funcs{
		"width": a.textWidth, "pad": a.textPad, "crop": a.textCrop, "wrap": a.textWrap, "list": a.textList,
		"table": a.textTable, "columns": a.textColumns, "plural": a.textPlural, "an": a.textAn, "suggest": a.textSuggest,
	}), nil)
}

// mud.plain is a text without its markup.
//
// @param text string
// @return string
func (a *API) mudPlain(L *lua.LState) int {
	L.Push(lua.LString(a.live(L).Text.Plain(textOf(L, 1))))
	return 1
}

// mud.text.width is how many columns a text takes on a screen, without its
// markup; wide characters count two.
//
// @param text string
// @return integer
func (a *API) textWidth(L *lua.LState) int {
	L.Push(lua.LNumber(a.live(L).Text.Width(textOf(L, 1))))
	return 1
}

// mud.text.pad fills a text with spaces up to a width.
//
// @param text string
// @param width integer columns, up to 1000
// @param align? "left"|"right"|"center"
// @return string
func (a *API) textPad(L *lua.LState) int {
	L.Push(lua.LString(a.live(L).Text.Pad(textOf(L, 1), L.CheckInt(2), L.OptString(3, "left"))))
	return 1
}

// mud.text.crop cuts a text that is wider than a width; it then ends with "…".
// Its colours and links are ended at the cut.
//
// @param text string
// @param width integer columns
// @return string
func (a *API) textCrop(L *lua.LState) int {
	L.Push(lua.LString(a.live(L).Text.Crop(textOf(L, 1), L.CheckInt(2))))
	return 1
}

// mud.text.wrap breaks a text into lines at spaces.
//
// @param text string
// @param width integer columns
// @return string
func (a *API) textWrap(L *lua.LState) int {
	L.Push(lua.LString(a.live(L).Text.Wrap(textOf(L, 1), max(1, L.CheckInt(2)))))
	return 1
}

// mud.text.list joins texts as people do: "a, b and c".
//
// @param items string[]
// @param word? string "and" without it
// @return string
func (a *API) textList(L *lua.LState) int {
	items, word := cells(L, L.CheckTable(1)), L.OptString(2, "and")
	text := strings.Join(items, ", ")
	if n := len(items); n > 1 {
		text = strings.Join(items[:n-1], ", ") + " " + word + " " + items[n-1]
	}
	L.Push(lua.LString(text))
	return 1
}

// mud.text.plural is a number with a word: "1 coin", "3 coins", "2 wolves".
//
// @param n number
// @param word string
// @param many? string where the rules of English are not enough
// @return string
func (a *API) textPlural(L *lua.LState) int {
	n, word := float64(L.CheckNumber(1)), L.CheckString(2)
	if n != 1 {
		word = L.OptString(3, stance.Plural(word))
	}
	L.Push(lua.LString(strconv.FormatFloat(n, 'f', -1, 64) + " " + word))
	return 1
}

// mud.text.an puts "a" or "an" before a word.
//
// @param word string
// @return string
func (a *API) textAn(L *lua.LState) int {
	text := L.CheckString(1)
	article, _, _ := strings.Cut(stance.Article(a.live(L).Text.Plain(text)), " ")
	L.Push(lua.LString(article + " " + text))
	return 1
}

// mud.text.table lays out rows in columns as wide as what is in them. With
// `to` it fits the screen of whoever it is for, and is plain lines for a screen
// reader.
//
// @param what { rows: string[][], header?: string[], to?: mud.Session|mud.Object, width?: integer, border?: "none"|"header"|"lines", align?: ("left"|"right"|"center")[] }
// @return string
func (a *API) textTable(L *lua.LState) int {
	e, t, p := a.live(L), L.CheckTable(1), page(maxPage)
	table := layout.Table{Border: layout.Border(optString(t, "border", "none"))}
	if !slices.Contains([]layout.Border{layout.NoBorder, layout.HeaderBorder, layout.Lines}, table.Border) {
		L.RaiseError("mud.text.table: border is \"none\", \"header\" or \"lines\", not %q", string(table.Border))
	}
	if header, ok := t.RawGetString("header").(*lua.LTable); ok {
		table.Header = p.cells(L, header)
	}
	if align, ok := t.RawGetString("align").(*lua.LTable); ok {
		table.Align = cells(L, align)
	}
	if list, ok := t.RawGetString("rows").(*lua.LTable); ok {
		for i := 1; i <= list.Len(); i++ {
			if row, ok := list.RawGetInt(i).(*lua.LTable); ok {
				table.Rows = append(table.Rows, p.cells(L, row))
			}
		}
	}
	table.Width, table.Linear = a.screen(t.RawGetString("to"))
	if n, ok := t.RawGetString("width").(lua.LNumber); ok {
		table.Width = int(n)
	}
	L.Push(lua.LString(table.Text(e.Text)))
	return 1
}

// screen is the width of somebody's screen, 0 where nobody is meant, and
// whether a screen reader reads it.
func (a *API) screen(v lua.LValue) (width int, linear bool) {
	s := a.toSession(v)
	if s == nil {
		if o := toObject(v); o != nil {
			if all := a.engine.Sessions.Of(o); len(all) > 0 {
				s = all[0]
			}
		}
	}
	if s == nil {
		return 0, false
	}
	linear, _ = s.Flag("SCREENREADER").(bool)
	return s.Width(), linear
}

// page is what a call may still lay out, in bytes.
type page int

// The bounds of what one call lays out.
const (
	maxPage  = 1 << 20
	cellSize = 32 // what a cell counts beside its text
)

// cells are the texts of a list.
func (p *page) cells(L *lua.LState, t *lua.LTable) []string {
	out := []string{}
	for i := 1; i <= t.Len(); i++ {
		text := L.ToStringMeta(t.RawGetInt(i)).String()
		if *p -= page(len(text) + cellSize); *p < 0 {
			L.RaiseError("that is too much for one call: texts with 1 MiB together, or %d short ones", maxPage/cellSize)
		}
		out = append(out, text)
	}
	return out
}

func cells(L *lua.LState, t *lua.LTable) []string {
	p := page(maxPage)
	return p.cells(L, t)
}

// mud.text.columns lays out texts in as many columns as fit, read downwards;
// for a screen reader one a line.
//
// @param items string[]
// @param to integer|mud.Session|mud.Object columns on the screen, or whose screen it is
// @return string
func (a *API) textColumns(L *lua.LState) int {
	e, items := a.live(L), cells(L, L.CheckTable(1))
	width, linear := a.screen(L.Get(2))
	if n, ok := L.Get(2).(lua.LNumber); ok {
		width = min(int(n), layout.MaxWidth)
	}
	if linear {
		width = 1
	}
	L.Push(lua.LString(e.Text.Columns(items, max(1, width))))
	return 1
}

// mud.text.suggest lists the names that are like a word, the most alike first.
//
// @param word string
// @param names string[]
// @param n? integer how many at most; 3 without it
// @return string[]
func (a *API) textSuggest(L *lua.LState) int {
	near := command.Suggest(guard.Release(L.CheckString(1)), cells(L, L.CheckTable(2)), max(0, L.OptInt(3, 3)))
	L.Push(a.Lua(append([]string{}, near...)))
	return 1
}
