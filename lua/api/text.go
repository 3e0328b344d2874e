package api

import (
	"strconv"
	"strings"

	lua "github.com/yuin/gopher-lua"
)

func (a *API) textModule() lua.LValue {
	return a.module("mud.text", a.table(funcs{
		"width": a.textWidth, "pad": a.textPad, "wrap": a.textWrap, "list": a.textList,
		"table": a.textTable, "columns": a.textColumns, "plural": a.textPlural, "an": a.textAn,
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

// maxPad bounds how much white space one call may make.
const maxPad = 1000

// mud.text.pad fills a text with spaces up to a width.
//
// @param text string
// @param width integer columns, up to 1000
// @param align? "left"|"right"|"center"
// @return string
func (a *API) textPad(L *lua.LState) int {
	L.Push(lua.LString(a.pad(textOf(L, 1), L.CheckInt(2), L.OptString(3, "left"))))
	return 1
}

func (a *API) pad(text string, width int, align string) string {
	space := min(width, maxPad) - a.engine.Text.Width(text)
	if space <= 0 {
		return text
	}
	left := map[string]int{"right": space, "center": space / 2}[align]
	return strings.Repeat(" ", left) + text + strings.Repeat(" ", space-left)
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

func stringList(L *lua.LState, n int) []string {
	var out []string
	t := L.CheckTable(n)
	for i := 1; i <= t.Len(); i++ {
		out = append(out, L.ToStringMeta(t.RawGetInt(i)).String())
	}
	return out
}

// mud.text.list joins texts as people do: "a, b and c".
//
// @param items string[]
// @param word? string "and" without it
// @return string
func (a *API) textList(L *lua.LState) int {
	items, word := stringList(L, 1), L.OptString(2, "and")
	text := strings.Join(items, ", ")
	if n := len(items); n > 1 {
		text = strings.Join(items[:n-1], ", ") + " " + word + " " + items[n-1]
	}
	L.Push(lua.LString(text))
	return 1
}

// mud.text.plural is a number with a word: "1 coin", "3 coins".
//
// @param n number
// @param word string
// @param many? string where "s" at the end is not enough
// @return string
func (a *API) textPlural(L *lua.LState) int {
	n, word := float64(L.CheckNumber(1)), L.CheckString(2)
	if n != 1 {
		word = L.OptString(3, word+"s")
	}
	L.Push(lua.LString(strconv.FormatFloat(n, 'f', -1, 64) + " " + word))
	return 1
}

// mud.text.an puts "a" or "an" before a word.
//
// @param word string
// @return string
func (a *API) textAn(L *lua.LState) int {
	word := L.CheckString(1)
	article := "a "
	if word != "" && strings.ContainsRune("aeiouAEIOU", []rune(a.live(L).Text.Plain(word) + " ")[0]) {
		article = "an "
	}
	L.Push(lua.LString(article + word))
	return 1
}

// mud.text.table lays out rows in columns as wide as what is in them; the last
// column is cut to fit the width.
//
// @param what { header?: string[], rows: string[][], width?: integer }
// @return string
func (a *API) textTable(L *lua.LState) int {
	a.live(L)
	t := L.CheckTable(1)
	var rows [][]string
	header, hasHeader := t.RawGetString("header").(*lua.LTable)
	if hasHeader {
		rows = append(rows, cells(L, header))
	}
	if list, ok := t.RawGetString("rows").(*lua.LTable); ok {
		for i := 1; i <= list.Len(); i++ {
			if row, ok := list.RawGetInt(i).(*lua.LTable); ok {
				rows = append(rows, cells(L, row))
			}
		}
	}
	widths := a.widths(rows)
	var lines []string
	for i, row := range rows {
		lines = append(lines, a.row(row, widths))
		if i == 0 && hasHeader {
			lines[0] = "|w" + lines[0] + "|n"
		}
	}
	L.Push(lua.LString(strings.Join(lines, "\n")))
	return 1
}

func cells(L *lua.LState, t *lua.LTable) []string {
	var out []string
	for i := 1; i <= t.Len(); i++ {
		out = append(out, L.ToStringMeta(t.RawGetInt(i)).String())
	}
	return out
}

func (a *API) widths(rows [][]string) []int {
	var out []int
	for _, row := range rows {
		for i, cell := range row {
			if i == len(out) {
				out = append(out, 0)
			}
			out[i] = max(out[i], min(maxPad, a.engine.Text.Width(cell)))
		}
	}
	return out
}

func (a *API) row(row []string, widths []int) string {
	var b strings.Builder
	for i, cell := range row {
		if i == len(row)-1 {
			b.WriteString(cell)
			break
		}
		b.WriteString(a.pad(cell, widths[i]+2, "left"))
	}
	return b.String()
}

// mud.text.columns lays out texts in as many columns as fit the width, read
// downwards.
//
// @param items string[]
// @param width integer columns on the screen
// @return string
func (a *API) textColumns(L *lua.LState) int {
	a.live(L)
	items, width := stringList(L, 1), max(1, L.CheckInt(2))
	widest := 1
	for _, s := range items {
		widest = max(widest, a.engine.Text.Width(s)+2)
	}
	columns := max(1, width/widest)
	height := (len(items) + columns - 1) / columns
	lines := make([]string, height)
	for i, s := range items {
		lines[i%height] += a.pad(s, widest, "left")
	}
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	L.Push(lua.LString(strings.Join(lines, "\n")))
	return 1
}
