package render

import (
	"strings"
	"testing"

	"mud/sessions/wire"
)

// look is a room as a player sees it, about 400 bytes.
const look = "|cThe Market Square|n\n" +
	"Stalls crowd the |ywide square|n under their striped awnings, and the smell of |530fresh bread|n drifts over the " +
	"cobbles from the bakery. A worn |wfountain|n murmurs in the middle; children chase a dog around it.\n" +
	"|wExits:|n |lcnorth|ltnorth|le, |lceast|lteast|le and |lctavern|lttavern|le\n" +
	"|wCharacters:|n |gAnn|n, |gBob|n and a |#c08040weathered pedlar|n\n|wYou see:|n a lamp, two crates"

func BenchmarkTerminal(b *testing.B) {
	for _, bench := range []struct {
		name  string
		flags wire.Flags
	}{{"plain", bare}, {"ansi", ansi}, {"truecolor", full}} {
		b.Run(bench.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Terminal(wire.Part{Text: look}, bench.flags)
			}
		})
	}
}

func BenchmarkHTML(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		HTML(wire.Part{Text: look}, full)
	}
}

func BenchmarkWrap(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		Wrap(look, 60)
	}
}

// A look is sent with every step of every player: it may take the builder's
// buffer and nothing else.
func TestTerminalAllocatesOnce(t *testing.T) {
	noLinks := strings.NewReplacer("|lcnorth|lt", "", "|lceast|lt", "", "|lctavern|lt", "", "|le", "").Replace(look)
	for name, flags := range map[string]wire.Flags{"plain": bare, "16 colours": ansi, "24 bit": full} {
		if n := testing.AllocsPerRun(50, func() { Terminal(wire.Part{Text: noLinks}, flags) }); n > 1 {
			t.Errorf("%s: %v allocations, want 1", name, n)
		}
	}
}
