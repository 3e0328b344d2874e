package render

import (
	"slices"
	"testing"
)

func TestLines(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		width      int
		want       []string
	}{
		{"one", "hello", 10, []string{"hello"}},
		{"none", "", 10, []string{""}},
		{"wrapped", "one two", 4, []string{"one", "two"}},
		{"a style goes on", "|rone two|n three", 5, []string{"|rone|n", "|rtwo|n", "three"}},
		{"two styles", "|r|uone two|n", 4, []string{"|r|uone|n", "|r|utwo|n"}},
		{"never ended", "|rone", 9, []string{"|rone|n"}},
		{"a bar", "a||b\nc", 9, []string{"a||b", "c"}},
	} {
		if got := Lines(tt.text, tt.width); !slices.Equal(got, tt.want) {
			t.Errorf("%s: Lines(%q, %d) = %q, want %q", tt.name, tt.text, tt.width, got, tt.want)
		}
	}
}
