package layout_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"mud/engine/layout"
	"mud/sessions/render"
)

var measure = layout.Measure{Width: render.Width, Wrap: render.Wrap, Plain: render.Plain, Cut: render.Cut, Lines: render.Lines}

func TestTable(t *testing.T) {
	rows := [][]string{{"Ann", "|gidle|n", "3"}, {"漢字", "busy", "12"}}
	header := []string{"Who", "State", "No"}
	for _, tt := range []struct {
		name  string
		table layout.Table
		want  []string
	}{
		{"plain", layout.Table{Rows: rows}, []string{"Ann   idle  3", "漢字  busy  12"}},
		{"header", layout.Table{Rows: rows, Header: header}, []string{"Who   State  No", "Ann   idle   3", "漢字  busy   12"}},
		{"header line", layout.Table{Rows: rows[:1], Header: header, Border: layout.HeaderBorder},
			[]string{"Who  State  No", "--------------", "Ann  idle   3"}},
		{"lines and alignment", layout.Table{Rows: rows, Border: layout.Lines, Align: []string{"center", "left", "right"}},
			[]string{"+------+------+----+", "| Ann  | idle |  3 |", "+------+------+----+", "| 漢字 | busy | 12 |", "+------+------+----+"}},
		{"wrapped", layout.Table{Rows: [][]string{{"Ann", "walks in the wood"}}, Width: 13},
			[]string{"Ann  walks in", "     the wood"}},
		{"a missing cell", layout.Table{Rows: [][]string{{"a", "b"}, {"c"}}}, []string{"a  b", "c"}},
		{"screen reader", layout.Table{Rows: rows, Header: header, Border: layout.Lines, Linear: true},
			[]string{"Who: Ann, State: idle, No: 3", "Who: 漢字, State: busy, No: 12"}},
		{"nothing", layout.Table{}, []string{""}},
	} {
		if got, want := render.Plain(tt.table.Text(measure)), strings.Join(tt.want, "\n"); got != want {
			t.Errorf("%s:\n%s\nwant\n%s", tt.name, got, want)
		}
	}
}

func TestColourOfACellStaysInIt(t *testing.T) {
	got := layout.Table{Rows: [][]string{{"|rnever ended and long", "plain"}}, Width: 22}.Text(measure)
	if got != "|rnever ended and|n  plain\n|rlong|n" {
		t.Errorf("the table is %q", got)
	}
}

// TestTableFits holds that a table is no wider than the screen where its
// columns can give way.
func TestTableFits(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		cell := rapid.StringOfN(rapid.RuneFrom([]rune("ab 漢|r")), 0, 40, -1)
		rows := rapid.SliceOfN(rapid.SliceOfN(cell, 1, 4), 1, 5).Draw(r, "rows")
		border := rapid.SampledFrom([]layout.Border{layout.NoBorder, layout.HeaderBorder, layout.Lines}).Draw(r, "border")
		width := rapid.IntRange(40, 90).Draw(r, "width")
		text := layout.Table{Rows: rows, Border: border, Width: width}.Text(measure)
		if got := render.Width(text); got > width {
			r.Fatalf("%d wide, the screen is %d:\n%s", got, width, render.Plain(text))
		}
	})
}

func TestColumns(t *testing.T) {
	items := []string{"one", "two", "three", "four", "five"}
	for width, want := range map[int]string{
		1: "one\ntwo\nthree\nfour\nfive", 14: "one    four\ntwo    five\nthree", 80: "one    two    three  four   five",
	} {
		if got := measure.Columns(items, width); got != want {
			t.Errorf("%d wide:\n%s\nwant\n%s", width, got, want)
		}
	}
}

func TestCrop(t *testing.T) {
	for _, tt := range []struct {
		text  string
		width int
		want  string
	}{{"hello", 5, "hello"}, {"hello", 4, "hel…"}, {"|rhello|n", 3, "|rhe|n…"}, {"hello", 0, ""}} {
		if got := measure.Crop(tt.text, tt.width); got != tt.want {
			t.Errorf("Crop(%q, %d) = %q, want %q", tt.text, tt.width, got, tt.want)
		}
	}
}
