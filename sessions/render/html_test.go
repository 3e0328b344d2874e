package render

import (
	"fmt"
	"strings"
	"testing"

	"mud/sessions/wire"
)

func TestHTML(t *testing.T) {
	tests := []struct {
		name, text string
		flags      wire.Flags
		want       string
	}{
		{"plain", "hi", bare, "hi"},
		{"escaped", `<b> & "x"`, bare, "&lt;b&gt; &amp; &quot;x&quot;"},
		{"guarded", "\uF07Cr\uF07B<", bare, "|r{&lt;"},
		{"controls", "a\x1b[31m\u202eb", bare, "a[31mb"},
		{"bright", "|rx", bare, `<span class="f9">x</span>`},
		{"dark on bright", "|R|[bx", bare, `<span class="f1 b12">x</span>`},
		{"hilite makes dark bright", "|h|!Rx", bare, `<span class="f9 bold">x</span>`},
		{"styles", "|u|i|s|^|*x", bare, `<span class="i u bl inv s">x</span>`},
		{"cube and grey", "|500a|[=zb", bare, `<span class="f196">a</span><span class="f196 b231">b</span>`},
		{"truecolor", "|#ff8000|[#000102x", bare, `<span data-fg="#ff8000" data-bg="#000102">x</span>`},
		{"truecolor and style", "|#f80|ux", bare, `<span class="u" data-fg="#ff8800">x</span>`},
		{"change back", "|rx|ny", bare, `<span class="f9">x</span>y`},
		{"line ends stay", "|rx|/y|n\nz", bare, `<span class="f9">x` + "\n" + `y</span>` + "\nz"},
		{"nothing to style", "|r|nx|g", bare, "x"},
		{"nocolor", "|rx|lca|ltb|le", with(bare, "NOCOLOR"), `x<a data-send="a">b</a>`},
		{"screen reader", "-----\n|rx|n |lca|ltb|le", with(bare, "SCREENREADER"), `x <a data-send="a">b</a>`},
		{"raw", "|r<", with(bare, "RAW"), "|r&lt;"},
		{"command", `|lcsay "<hi>"|ltclick <me>|le`, bare, `<a data-send="say &quot;&lt;hi&gt;&quot;">click &lt;me&gt;</a>`},
		{"command with bars", "|lca||b\uF07Cc|ltx|le", bare, `<a data-send="a|b|c">x</a>`},
		{"no command", "|lc|ltx|le", bare, "x"},
		{"address", "|luhttps://x.org/?a=1&b='|ltx|le", bare,
			`<a href="https://x.org/?a=1&amp;b=%27" rel="noopener noreferrer" target="_blank">x</a>`},
		{"script address", "|luJavaScript:alert(1)|ltx|le", bare, "x"},
		{"data address", "|ludata:text/html,x|ltx|le", bare, "x"},
		{"style before, in and behind a link", "|ra|lcx|ltb|gc|led", bare,
			`<span class="f9">a</span><a data-send="x"><span class="f9">b</span><span class="f10">c</span></a><span class="f10">d</span>`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := HTML(wire.Part{Text: tt.text}, tt.flags); got != tt.want {
				t.Errorf("HTML(%q)\n got %q\nwant %q", tt.text, got, tt.want)
			}
		})
	}
	for _, kind := range []wire.Kind{wire.Mask, wire.OOB} {
		if got := HTML(wire.Part{Kind: kind, Text: "x"}, bare); got != "" {
			t.Errorf("HTML of kind %d = %q, want nothing", kind, got)
		}
	}
	if got := HTML(wire.Part{Kind: wire.Prompt, Text: "|r>", NoColor: true}, bare); got != "&gt;" {
		t.Errorf("HTML of a prompt without colour = %q", got)
	}
}

func TestStylesheet(t *testing.T) {
	css := Stylesheet()
	for i, c := range Palette() {
		hex := fmt.Sprintf("#%02x%02x%02x", c[0], c[1], c[2])
		for _, rule := range []string{
			fmt.Sprintf(".f%d{--fg:%s;color:%s}\n", i, hex, hex),
			fmt.Sprintf(".b%d{--bg:%s;background-color:%s}\n", i, hex, hex),
		} {
			if strings.Count(css, rule) != 1 {
				t.Errorf("the stylesheet does not have %q once", rule)
			}
		}
	}
	for _, class := range attrClasses {
		if !strings.Contains(css, "\n."+class+"{") {
			t.Errorf("the stylesheet has no class %q", class)
		}
	}
	if strings.Count(css, "{") != strings.Count(css, "}") {
		t.Error("the braces of the stylesheet do not match")
	}
}

func TestPalette(t *testing.T) {
	tests := []struct {
		number int
		want   [3]uint8
	}{
		{9, [3]uint8{255, 0, 0}}, {16, [3]uint8{0, 0, 0}}, {67, [3]uint8{95, 135, 175}},
		{231, [3]uint8{255, 255, 255}}, {232, [3]uint8{8, 8, 8}}, {255, [3]uint8{238, 238, 238}},
	}
	for _, tt := range tests {
		if got := Palette()[tt.number]; got != tt.want {
			t.Errorf("colour %d = %v, want %v", tt.number, got, tt.want)
		}
	}
}

// Bringing a 24 bit colour down must find a colour that no other of the
// palette is nearer to than.
func TestToPaletteIsNearest(t *testing.T) {
	for r := 0; r < 256; r += 15 {
		for g := 0; g < 256; g += 5 {
			for b := 0; b < 256; b += 17 {
				red, green, blue := uint8(r), uint8(g), uint8(b)
				got := distance(shown[toPalette(rgb(red, green, blue))], red, green, blue)
				best := got
				for i := cubeStart; i < 256; i++ {
					best = min(best, distance(shown[i], red, green, blue))
				}
				if got != best {
					t.Fatalf("#%02x%02x%02x: distance %d, the nearest has %d", r, g, b, got, best)
				}
			}
		}
	}
}
