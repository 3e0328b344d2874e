package render

import (
	"html"
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"mud/sessions/wire"
)

var (
	ownTags = regexp.MustCompile(`<span( class="[a-z0-9 ]+")?( data-fg="#[0-9a-f]{6}")?( data-bg="#[0-9a-f]{6}")?>|</span>` +
		`|<a data-send="[^"<>]+">|<a href="https?://[!-~]+" rel="noopener noreferrer" target="_blank">|</a>`)
	ownCodes = regexp.MustCompile("\x1b\\[[0-9;]+m|\x1b\\[4z<(SEND|A) HREF=\"[^\"<>]+\">|\x1b\\[4z</(SEND|A)>" +
		"|\x1b]8;;(https?://[!-~]+?)?\x1b\\\\")
	entity = regexp.MustCompile(`&(amp|lt|gt|quot);`)
)

// seeds are texts that have gone wrong elsewhere or could here.
var seeds = []string{
	"", "plain", "|rred|n", "|h|!R|[r|500|[=z|#fff|[#123456|u|i|s|^|*x|Hy", "|lcsay \"<x>\"|lt<b>|rx|le",
	"|luhttp://x.org/?a=\"<>'&b|ltx|le", "|lujavascript:x|ltx|le", "|lca|ltb|lcc|ltd|le|le", "|lc|lt|le",
	"\x1b[31m\u009b1m\x07\r\n\u2028\u202e\u2066", "\uF07Cr\uF07B\uF024", "|\x01r|\x01lca|ltb|le", "\xff\xfe\xe2\x80",
	"|", "||", "|||", "|[", "|!", "|=", "|#", "|#12", "|l", "----- x\n=====\n+--+", "日本e\u0301🙂|_\t|-|>",
	"|lca\n|\x00|||lt|||le", "|lc&lt;|lt&amp;|le", "a\x01||\x01|n", "|#000\r000 |[#abc def",
}

func FuzzHTML(f *testing.F) {
	for _, s := range seeds {
		f.Add(s, false, false)
		f.Add(s, true, false)
		f.Add(s, false, true)
	}
	f.Fuzz(func(t *testing.T, text string, raw, reader bool) {
		got := HTML(wire.Part{Text: text, Raw: raw}, wire.Flags{"SCREENREADER": reader})
		bareText := ownTags.ReplaceAllString(got, "")
		if strings.ContainsAny(bareText, `<>"`) {
			t.Fatalf("a character of HTML got through: %q", got)
		}
		if strings.Contains(entity.ReplaceAllString(bareText, ""), "&") {
			t.Fatalf("an & got through: %q", got)
		}
		checkNesting(t, got)
		checkClean(t, got)
		if !raw && !reader && html.UnescapeString(bareText) != Plain(text) {
			t.Fatalf("the text is %q, want %q", html.UnescapeString(bareText), Plain(text))
		}
	})
}

// checkNesting fails if a tag is not closed in its order or not at all.
func checkNesting(t *testing.T, page string) {
	var open []string
	for _, tag := range ownTags.FindAllString(page, -1) {
		name := strings.TrimLeft(tag, "</")[:1]
		if !strings.HasPrefix(tag, "</") {
			open = append(open, name)
			continue
		}
		if len(open) == 0 || open[len(open)-1] != name {
			t.Fatalf("%s closes nothing: %q", tag, page)
		}
		open = open[:len(open)-1]
	}
	if len(open) > 0 {
		t.Fatalf("left open: %v in %q", open, page)
	}
}

// checkClean fails if s has a character that no client may get.
func checkClean(t *testing.T, s string) {
	if !utf8.ValidString(s) {
		t.Fatalf("no UTF-8: %q", s)
	}
	for _, r := range s {
		if unicode.IsControl(r) && r != '\n' && r != '\t' || r >= 0x2028 && r <= 0x202E || r >= 0x2066 && r <= 0x2069 {
			t.Fatalf("%U got through: %q", r, s)
		}
		if r == wire.GuardedBar || r == wire.GuardedBrace || r == wire.GuardedDollar {
			t.Fatalf("%U was not resolved: %q", r, s)
		}
	}
}

func FuzzTerminal(f *testing.F) {
	for i, s := range seeds {
		f.Add(s, uint8(i))
		f.Add(s, uint8(0xff))
	}
	names := []string{"ANSI", "XTERM256", "TRUECOLOR", "MXP", "OSC8", "RAW", "SCREENREADER", "NOCOLOR"}
	f.Fuzz(func(t *testing.T, text string, bits uint8) {
		flags := wire.Flags{}
		for i, name := range names {
			flags[name] = bits&(1<<i) != 0
		}
		got := Terminal(wire.Part{Text: text}, flags)
		rest := ownCodes.ReplaceAllString(got, "")
		checkClean(t, rest)
		if got != "" && !strings.HasSuffix(got, "\n") {
			t.Fatalf("no line end: %q", got)
		}
		for _, end := range []string{"SEND", "A"} {
			if strings.Count(got, "\x1b[4z<"+end+" ") != strings.Count(got, "\x1b[4z</"+end+">") {
				t.Fatalf("a tag is left open: %q", got)
			}
		}
		codes := regexp.MustCompile("\x1b\\[[0-9;]+m").FindAllString(got, -1)
		if len(codes) > 0 && codes[len(codes)-1] != sgrReset {
			t.Fatalf("a style is left open: %q", got)
		}
		if !flags.Bool("RAW") && !flags.Bool("SCREENREADER") {
			if plain := Plain(text); strings.TrimSuffix(rest, "\n") != strings.TrimSuffix(plain, "\n") {
				t.Fatalf("the text is %q, want %q", rest, plain)
			}
		}
	})
}

func FuzzPlain(f *testing.F) {
	for i, s := range seeds {
		f.Add(s, i)
	}
	f.Fuzz(func(t *testing.T, text string, width int) {
		plain := Plain(text)
		checkClean(t, plain)
		if got := Plain(Escape(plain)); got != plain {
			t.Fatalf("Plain(Escape(%q)) = %q", plain, got)
		}
		width = width & 63
		wrapped := Wrap(text, width)
		if got, want := strings.Join(strings.Fields(Plain(wrapped)), ""), strings.Join(strings.Fields(plain), ""); got != want {
			t.Fatalf("Wrap(%q, %d) = %q lost or gained text: %q, want %q", text, width, wrapped, got, want)
		}
		const widestPiece = 4 // |>
		if width >= widestPiece && Width(wrapped) > width {
			t.Fatalf("Wrap(%q, %d) = %q is %d wide", text, width, wrapped, Width(wrapped))
		}
	})
}
