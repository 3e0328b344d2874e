package render

import (
	"strings"
	"testing"

	"mud/sessions/wire"
)

// Flags of clients with rising abilities.
var (
	bare  = wire.Flags{}
	ansi  = wire.Flags{"ANSI": true}
	xterm = wire.Flags{"ANSI": true, "XTERM256": true}
	full  = wire.Flags{"ANSI": true, "XTERM256": true, "TRUECOLOR": true}
)

// with returns flags with the named ones set.
func with(flags wire.Flags, names ...string) wire.Flags {
	flags = flags.Clone()
	for _, name := range names {
		flags[name] = true
	}
	return flags
}

// prompt renders text as a Prompt, so that no line end is added.
func prompt(text string, flags wire.Flags) string {
	return Terminal(wire.Part{Kind: wire.Prompt, Text: text}, flags)
}

func TestTerminalCodes(t *testing.T) {
	tests := []struct {
		name, text string
		flags      wire.Flags
		want       string
	}{
		{"bright red", "|rx", ansi, "\x1b[1;31mx\x1b[0m"},
		{"dark red", "|Rx", ansi, "\x1b[31mx\x1b[0m"},
		{"all bright", "|ra|gb|yc|bd|me|cf|wg|xh", ansi,
			"\x1b[1;31ma\x1b[32mb\x1b[33mc\x1b[34md\x1b[35me\x1b[36mf\x1b[37mg\x1b[30mh\x1b[0m"},
		{"all dark", "|Ra|Gb|Yc|Bd|Me|Cf|Wg|Xh", ansi,
			"\x1b[31ma\x1b[32mb\x1b[33mc\x1b[34md\x1b[35me\x1b[36mf\x1b[37mg\x1b[30mh\x1b[0m"},
		{"bright to dark", "|ra|Rb", ansi, "\x1b[1;31ma\x1b[0;31mb\x1b[0m"},
		{"dark background", "|[Bx", ansi, "\x1b[44mx\x1b[0m"},
		{"bright background is dark in 16", "|[bx", ansi, "\x1b[44mx\x1b[0m"},
		{"bright background in 256", "|[bx", xterm, "\x1b[48;5;12mx\x1b[0m"},
		{"bright foreground in 256", "|rx", xterm, "\x1b[38;5;9mx\x1b[0m"},
		{"foreground and background", "|w|[Rx", ansi, "\x1b[1;37;41mx\x1b[0m"},
		{"background stays under a new foreground", "|[R|Ga|Bb", ansi, "\x1b[32;41ma\x1b[34mb\x1b[0m"},
		{"styles", "|u|i|s|^|*x", ansi, "\x1b[3;4;5;7;9mx\x1b[0m"},
		{"hilite and inherit", "|h|!Rx|Hy", ansi, "\x1b[1;31mx\x1b[0;31my\x1b[0m"},
		{"inherit from bright", "|r|!Gx", ansi, "\x1b[1;32mx\x1b[0m"},
		{"inherit from dark", "|R|!Gx", ansi, "\x1b[32mx\x1b[0m"},
		{"dark ends hilite", "|h|Gx", ansi, "\x1b[32mx\x1b[0m"},
		{"unhilite of bright", "|rx|Hy", ansi, "\x1b[1;31mx\x1b[0;31my\x1b[0m"},
		{"cube in 256", "|500x", xterm, "\x1b[38;5;196mx\x1b[0m"},
		{"cube background", "|[035x", xterm, "\x1b[48;5;39mx\x1b[0m"},
		{"cube in 16", "|500x", ansi, "\x1b[1;31mx\x1b[0m"},
		{"cube blue in 16", "|005x", ansi, "\x1b[1;34mx\x1b[0m"},
		{"dark cube in 16", "|200x", ansi, "\x1b[31mx\x1b[0m"},
		{"cube background in 16", "|[050x", ansi, "\x1b[42mx\x1b[0m"},
		{"grey black", "|=ax", xterm, "\x1b[38;5;16mx\x1b[0m"},
		{"grey first", "|=bx", xterm, "\x1b[38;5;232mx\x1b[0m"},
		{"grey last", "|[=yx", xterm, "\x1b[48;5;255mx\x1b[0m"},
		{"grey white", "|=zx", xterm, "\x1b[38;5;231mx\x1b[0m"},
		{"grey in 16", "|=zx", ansi, "\x1b[1;37mx\x1b[0m"},
		{"truecolor", "|#ff8000x", full, "\x1b[38;2;255;128;0mx\x1b[0m"},
		{"truecolor short", "|#F80x", full, "\x1b[38;2;255;136;0mx\x1b[0m"},
		{"truecolor background", "|[#010203x", full, "\x1b[48;2;1;2;3mx\x1b[0m"},
		{"truecolor in 256, cube", "|#fe0102x", xterm, "\x1b[38;5;196mx\x1b[0m"},
		{"truecolor in 256, grey", "|#121212x", xterm, "\x1b[38;5;233mx\x1b[0m"},
		{"truecolor in 16", "|#00f000x", ansi, "\x1b[1;32mx\x1b[0m"},
		{"palette with truecolor", "|123x", full, "\x1b[38;5;67mx\x1b[0m"},
		{"no flags", "|r|[500|ux|n", bare, "x"},
		{"nocolor", "|r|[500|ux|n", with(full, "NOCOLOR"), "x"},
		{"a run of changes is one code", "|r|g|n|[R|n|bx", ansi, "\x1b[1;34mx\x1b[0m"},
		{"a change to the same is none", "|ra|rb|n|rc", ansi, "\x1b[1;31mabc\x1b[0m"},
		{"changes before nothing are none", "x|r|n", ansi, "x"},
		{"reset is before the line end", "|rx|n\ny", ansi, "\x1b[1;31mx\x1b[0m\ny"},
		{"reset is before the last line end", "|rx\n", ansi, "\x1b[1;31mx\x1b[0m\n"},
		{"style goes over a line end", "|rx\ny", ansi, "\x1b[1;31mx\ny\x1b[0m"},
		{"shared parts stay", "|u|ra|yb", ansi, "\x1b[1;4;31ma\x1b[33mb\x1b[0m"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := prompt(tt.text, tt.flags); got != tt.want {
				t.Errorf("Terminal(%q) = %q, want %q", tt.text, got, tt.want)
			}
		})
	}
}

func TestTerminalText(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"bar", "a||b", "a|b"},
		{"escaped code", "||rx", "|rx"},
		{"bar and code", "|||Rx", "|\x1b[31mx\x1b[0m"},
		{"line end", "a|/b", "a\nb"},
		{"tab", "a|-b\tc", "a\tb\tc"},
		{"spaces", "a|_b|>c", "a b    c"},
		{"unknown letter", "|qx", "|qx"},
		{"unknown off code", "|Ux", "|Ux"},
		{"digit out of range", "|600", "|600"},
		{"cube too short", "|50", "|50"},
		{"grey out of range", "|=A", "|=A"},
		{"hex too short", "|#12", "|#12"},
		{"hex of four digits", "|#ccc4", "\x1b[37m4\x1b[0m"},
		{"unknown background", "|[qx|[", "|[qx|["},
		{"inherit wants a dark letter", "|!r", "|!r"},
		{"bar at the end", "x|", "x|"},
		{"bar before a letter beyond ASCII", "|é", "|é"},
		{"guarded bar is no markup", "\uF07Crx", "|rx"},
		{"guarded bar does not double", "\uF07C|/x", "|\nx"},
		{"guarded brace and dollar", "\uF07Bname} \uF024f()", "{name} $f()"},
		{"escape sequence", "a\x1b[31mb", "a[31mb"},
		{"controls", "a\x00\x07\x08\r\x7fb", "ab"},
		{"C1 controls", "a\u0080\u009b31m\u009fb", "a31mb"},
		{"a control does not hide a bar", "|\x01r", "|r"},
		{"separators", "a\u2028b\u2029c", "a\nb\nc"},
		{"directions", "a\u202a\u202eb\u2066\u2069c", "abc"},
		{"bytes that are no UTF-8", "a\x9b\xffb", "a\uFFFD\uFFFDb"},
		{"other scripts", "grüß 日本 🙂", "grüß 日本 🙂"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := prompt(tt.text, ansi); got != tt.want {
				t.Errorf("Terminal(%q) = %q, want %q", tt.text, got, tt.want)
			}
		})
	}
}

func TestTerminalParts(t *testing.T) {
	tests := []struct {
		name  string
		part  wire.Part
		flags wire.Flags
		want  string
	}{
		{"text gets a line end", wire.Part{Text: "hi"}, bare, "hi\n"},
		{"text has a line end", wire.Part{Text: "hi\n"}, bare, "hi\n"},
		{"text with a line end as markup", wire.Part{Text: "hi|/"}, bare, "hi\n"},
		{"empty lines stay", wire.Part{Text: "\nhi\n\n"}, bare, "\nhi\n\n"},
		{"empty text is a line", wire.Part{}, bare, "\n"},
		{"style is closed before the added line end", wire.Part{Text: "|rhi"}, ansi, "\x1b[1;31mhi\x1b[0m\n"},
		{"no forced line end", wire.Part{Text: "hi"}, wire.Flags{"FORCEDENDLINE": false}, "hi"},
		{"prompt", wire.Part{Kind: wire.Prompt, Text: "> "}, bare, "> "},
		{"mask", wire.Part{Kind: wire.Mask, On: true, Text: "x"}, bare, ""},
		{"oob", wire.Part{Kind: wire.OOB, Name: "Room.Info", Text: "x"}, bare, ""},
		{"raw part", wire.Part{Text: "|r||\x1b\uF07Cx|/", Raw: true}, ansi, "|r|||x|/\n"},
		{"raw session", wire.Part{Text: "|lca|ltb|le"}, with(ansi, "RAW"), "|lca|ltb|le\n"},
		{"part without colour", wire.Part{Text: "|rx|u", NoColor: true}, full, "x\n"},
		{"part as a screen reader has it", wire.Part{Text: "|rx|n +---+", Linear: true}, full, "x\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := Terminal(tt.part, tt.flags); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestTerminalLinks(t *testing.T) {
	mxp, osc := with(bare, "MXP"), with(bare, "OSC8")
	tests := []struct {
		name, text string
		flags      wire.Flags
		want       string
	}{
		{"label only", "go |lcnorth|ltthe gate|le!", bare, "go the gate!"},
		{"mxp command", "go |lcnorth|ltgate|le!", mxp, "go \x1b[4z<SEND HREF=\"north\">gate\x1b[4z</SEND>!"},
		{"mxp address", "|luhttps://x.org/?a=1&b=2|ltsite|le", mxp,
			"\x1b[4z<A HREF=\"https://x.org/?a=1&amp;b=2\">site\x1b[4z</A>"},
		{"mxp escapes the attribute, not the label", `|lcsay "<&>"|lt<b>&|le`, mxp,
			"\x1b[4z<SEND HREF=\"say &quot;&lt;&amp;&gt;&quot;\"><b>&\x1b[4z</SEND>"},
		{"mxp command with a bar would be a menu", "|lclook||quit|ltx|le", mxp, "x"},
		{"mxp command with a guarded bar", "|lclook\uF07Cquit|ltx|le", mxp, "x"},
		{"mxp command in one line", "|lca\nb\x1bc|ltx|le", mxp, "\x1b[4z<SEND HREF=\"a bc\">x\x1b[4z</SEND>"},
		{"mxp without a command", "|lc |ltx|le", mxp, "x"},
		{"mxp comes before osc 8", "|lca|ltb|le", with(mxp, "OSC8"), "\x1b[4z<SEND HREF=\"a\">b\x1b[4z</SEND>"},
		{"osc 8 address", "|luhttp://x.org|ltsite|le.", osc, "\x1b]8;;http://x.org\x1b\\site\x1b]8;;\x1b\\."},
		{"osc 8 has no commands", "|lcnorth|ltgate|le", osc, "gate"},
		{"only web addresses", "|lujavascript:alert(1)|ltx|le", with(mxp, "OSC8"), "x"},
		{"no relative address", "|lu//x.org|ltx|le", osc, "x"},
		{"address is made safe", "|luhttp://x.org/é \"|ltx|le", osc, "\x1b]8;;http://x.org/%C3%A9%20%22\x1b\\x\x1b]8;;\x1b\\"},
		{"style in a label", "|lca|lt|rb|n|le", with(ansi, "MXP"),
			"\x1b[4z<SEND HREF=\"a\">\x1b[1;31mb\x1b[4z</SEND>\x1b[0m"},
		{"nocolor keeps links", "|lca|lt|rb|le", with(ansi, "MXP", "NOCOLOR"), "\x1b[4z<SEND HREF=\"a\">b\x1b[4z</SEND>"},
		{"screen readers get labels", "|lca|ltb|le", with(ansi, "MXP", "SCREENREADER"), "b"},
		{"bar in a label", "|lca|ltb|||le", mxp, "\x1b[4z<SEND HREF=\"a\">b|\x1b[4z</SEND>"},
		{"no link in a link", "|lca|ltb|lcc|le|ltd|le", bare, "b|lcc|ltd|le"},
		{"two links", "|lca|ltb|le|lcc|ltd|le", bare, "bd"},
		{"no label", "|lcnorth", mxp, "|lcnorth"},
		{"no end", "|lcnorth|ltgate", mxp, "|lcnorth|ltgate"},
		{"stray ends", "a|ltb|le", mxp, "a|ltb|le"},
		{"unknown link", "|lxa|ltb|le", mxp, "|lxa|ltb|le"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := prompt(tt.text, tt.flags); got != tt.want {
				t.Errorf("Terminal(%q) = %q, want %q", tt.text, got, tt.want)
			}
		})
	}
}

func TestScreenReader(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"no codes", "|r|[500hi|n", "hi\n"},
		{"rule is dropped", "Hall\n|w---------|n\nA door.", "Hall\nA door.\n"},
		{"title in a rule", "==== |wHall|n ====", "Hall\n"},
		{"box", "┌────┐\n│ hi │\n└────┘", "hi\n"},
		{"frame of bars", "+----+\n|| hi ||\n||    ||\n+----+", "hi\n"},
		{"cells", "║a│ b ║", "a b\n"},
		{"tree", "├─ a\n│  └ b", "a\nb\n"},
		{"gauge", "HP ██░░ 50%", "HP 50%\n"},
		{"words stay apart", "wait---what", "wait what\n"},
		{"bars without spaces", "||x||", "|x|\n"},
		{"a run over style codes", "|r-|g-|b-|nx", "x\n"},
		{"grid line", "+---+---+", ""},
		{"short runs stay", "a -- b ** c", "a -- b ** c\n"},
		{"words stay", "well-known *wow*", "well-known *wow*\n"},
		{"empty lines stay", "a\n\nb", "a\n\nb\n"},
		{"spaces between drawings", "*** ***\nx", "x\n"},
		{"bars are text", "a || b", "a | b\n"},
		{"many bars", "x||||||y", "x y\n"},
		{"links are labels", "--- |lca|ltb|le", "b\n"},
		{"nothing stays nothing", "", "\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := Terminal(wire.Part{Text: tt.text}, with(full, "SCREENREADER"))
			if got != tt.want {
				t.Errorf("Terminal(%q) = %q, want %q", tt.text, got, tt.want)
			}
		})
	}
	raw := Terminal(wire.Part{Text: "|r||x", Raw: true}, with(full, "SCREENREADER"))
	if raw != "|r||x\n" {
		t.Errorf("raw text for a screen reader = %q", raw)
	}
}

// A text full of link starts without an end must not be searched again for each.
func TestOpenLinksAreOnePass(t *testing.T) {
	for _, piece := range []string{"|lc", "|lc|lt", "|lu|lc"} {
		text := strings.Repeat(piece, 200_000)
		if got := prompt(text, bare); got != text {
			t.Errorf("%q repeated did not come out as it is", piece)
		}
	}
}
