package render

import "testing"

func TestPlainAndEscape(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"codes", "|r|[500|=a|#fff|ux|n", "x"},
		{"text codes", "a||b|/c|_d|-e", "a|b\nc d\te"},
		{"link", "|lcnorth|ltgate|le", "gate"},
		{"guarded", "\uF07C\uF07B\uF024", "|{$"},
		{"controls", "a\x1b[0m\u202e", "a[0m"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := Plain(tt.text); got != tt.want {
				t.Errorf("Plain(%q) = %q, want %q", tt.text, got, tt.want)
			}
			if got := Plain(Escape(tt.want)); got != tt.want {
				t.Errorf("Plain(Escape(%q)) = %q", tt.want, got)
			}
		})
	}
}

func TestWidth(t *testing.T) {
	tests := []struct {
		name, text string
		want       int
	}{
		{"empty", "", 0},
		{"plain", "hello", 5},
		{"markup", "|rhe|[500llo|n", 5},
		{"bars and spaces", "||a|_|>", 7},
		{"link", "|lcgo to the north gate|ltgate|le", 4},
		{"accents", "grüße", 5},
		{"combining", "e\u0301x", 2},
		{"wide", "日本x", 5},
		{"fullwidth", "Ａ", 2},
		{"emoji", "🙂", 2},
		{"zero width joiner", "a\u200db", 2},
		{"hangul", "\u1112\u1161\u11ab", 2},
		{"guarded", "\uF07Cr", 2},
		{"tab", "ab\tc|-d", 17},
		{"widest line", "a\nabcd|/ab", 4},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := Width(tt.text); got != tt.want {
				t.Errorf("Width(%q) = %d, want %d", tt.text, got, tt.want)
			}
		})
	}
}

func TestWrap(t *testing.T) {
	tests := []struct {
		name, text string
		width      int
		want       string
	}{
		{"short", "a b", 10, "a b"},
		{"no width", "a b", 0, "a b"},
		{"at a space", "aaa bbb ccc", 7, "aaa bbb\nccc"},
		{"spaces go away", "aaa    bbb", 5, "aaa\nbbb"},
		{"spaces at the end", "aaa    ", 5, "aaa"},
		{"long word", "aaaaaaa", 3, "aaa\naaa\na"},
		{"long word behind a short one", "x aaaaaaa", 4, "x\naaaa\naaa"},
		{"own line ends", "aa bb\ncc|/dd ee", 5, "aa bb\ncc|/dd ee"},
		{"indentation", "  aa bb", 5, "  aa\nbb"},
		{"indentation that does not fit", "    aaa", 5, "aaa"},
		{"markup takes no room", "|raaa|n |[500bbb|n ccc", 7, "|raaa|n |[500bbb|n\nccc"},
		{"markup between spaces stays", "aaa |r bbb", 4, "aaa\n|rbbb"},
		{"markup in a cut word", "aa|raa|naa", 3, "aa|ra\na|naa"},
		{"bars", "a||b||c d", 5, "a||b||c\nd"},
		{"a lone bar stays a bar", "aa|\x01raa", 10, "aa||raa"},
		{"a short colour stays short", "aaa |#f80 11", 4, "aaa\n|#ff880011"},
		{"a short background too", "|[#f80\x01abc", 9, "|[#ff8800abc"},
		{"fixed space", "aa|_bb cc", 5, "aa|_bb\ncc"},
		{"link", "see |lclook at it|ltthe gate|le now", 8, "see |lclook at it|ltthe\ngate|le now"},
		{"wide characters", "日本語日本語", 5, "日本\n語日\n本語"},
		{"wide and narrow", "日本abc", 5, "日本\nabc"},
		{"combining stays", "e\u0301e\u0301e\u0301", 2, "e\u0301e\u0301\ne\u0301"},
		{"guards stay guards", "\uF07C\uF07B \uF024", 2, "\uF07C\uF07B\n\uF024"},
		{"tab", "a\tbb", 9, "a\nbb"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := Wrap(tt.text, tt.width)
			if got != tt.want {
				t.Errorf("Wrap(%q, %d)\n got %q\nwant %q", tt.text, tt.width, got, tt.want)
			}
			if tt.width > 0 && Width(got) > tt.width {
				t.Errorf("wider than %d: %q", tt.width, got)
			}
		})
	}
}
