package render

import (
	"testing"

	"pgregory.net/rapid"
)

func TestCut(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		width      int
		want       string
	}{
		{"fits", "hello", 5, "hello"},
		{"is cut", "hello", 3, "hel"},
		{"nothing", "hello", 0, ""},
		{"style ends", "|rhello|n there", 3, "|rhel|n"},
		{"style that has ended", "|rhi|n there", 4, "|rhi|n t"},
		{"wide characters", "漢字漢", 3, "漢"},
		{"a bar", "a||b", 2, "a||"},
		{"first line only", "one\ntwo", 9, "one"},
		{"a link", "|lclook|lthello|le", 2, "|lclook|lthe|le"},
	} {
		if got := Cut(tt.text, tt.width); got != tt.want {
			t.Errorf("%s: Cut(%q, %d) = %q, want %q", tt.name, tt.text, tt.width, got, tt.want)
		}
	}
}

// TestCutNeverWider holds over random texts that what is cut fits.
func TestCutNeverWider(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		text := rapid.StringOfN(rapid.RuneFrom([]rune("ab |rnlcte漢\u0301\n")), 0, 30, -1).Draw(r, "text")
		width := rapid.IntRange(0, 12).Draw(r, "width")
		if got := Cut(text, width); Width(got) > width {
			r.Fatalf("Cut(%q, %d) = %q is %d wide", text, width, got, Width(got))
		}
	})
}
