package meta

import (
	"bytes"
	"fmt"
	"strings"
)

// markdown writes docs/api.md.
func markdown(entries []Entry) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "# The API of scripts\n\n%s How to write scripts is in [scripting.md](scripting.md).\n"+
		"`?` behind a name or a type: it may be left out, or be nil. Seconds are numbers and may have a fraction.\n", made)
	last := ""
	for _, owner := range owners(entries) {
		r, _ := rootOf(owner)
		if r.name != last {
			last = r.name
			fmt.Fprintf(&b, "\n## %s\n\n%s\n", r.heading, r.about)
		}
		section(&b, entries, owner, owner != r.name)
	}
	b.WriteString("\n## Globals\n\n`rawlen` is there in all scripts, the others in files `*_test.lua`.\n")
	section(&b, entries, "", false)
	return b.Bytes()
}

// section writes the fields and functions of an owner.
func section(b *bytes.Buffer, entries []Entry, owner string, headed bool) {
	fields, functions := of(entries, owner, true), of(entries, owner, false)
	if headed {
		fmt.Fprintf(b, "\n### %s\n", owner)
	}
	if len(fields) > 0 {
		b.WriteString("\n| field | type | |\n|---|---|---|\n")
		for _, e := range fields {
			fmt.Fprintf(b, "| `%s%s` | `%s` | %s |\n", e.Name, mark(e.Optional), cell(e.Type), cell(oneLine(e.Text)))
		}
	}
	for _, e := range functions {
		function(b, e)
	}
}

func function(b *bytes.Buffer, e Entry) {
	var names []string
	for _, p := range e.Params {
		names = append(names, p.Name+mark(p.Optional))
	}
	fmt.Fprintf(b, "\n**`%s(%s)`** %s\n", e.Full(), strings.Join(names, ", "), e.Text)
	if len(e.Params)+len(e.Returns) > 0 {
		b.WriteByte('\n')
	}
	for _, p := range e.Params {
		fmt.Fprintf(b, "- `%s%s`: `%s`%s\n", p.Name, mark(p.Optional), p.Type, behind(p.Text))
	}
	for _, v := range e.Returns {
		fmt.Fprintf(b, "- returns `%s`%s\n", v.Type, behind(v.Text))
	}
}

func behind(text string) string {
	if text == "" {
		return ""
	}
	return " " + text
}

// cell is a text in a table, where "|" would end it.
func cell(text string) string { return strings.ReplaceAll(text, "|", `\|`) }
