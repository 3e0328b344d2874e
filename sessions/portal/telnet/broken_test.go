package telnet

import (
	"log/slog"
	"testing"

	"mud/sessions/wire"
)

// TestPanic: what panics in reading or in writing for one connection ends that
// one only (row 33 of the users' pains).
func TestPanic(t *testing.T) {
	for name, line := range map[string]string{"reading": "break in", "writing": "break out"} {
		t.Run(name, func(t *testing.T) {
			p, opts := newPortal(), testOptions(t)
			opts.Log = slog.New(slog.DiscardHandler)
			show := opts.Render
			opts.Render = func(p wire.Part, flags wire.Flags) string {
				if p.Text == "break out" {
					panic("out")
				}
				return show(p, flags)
			}
			p.onLine = func(s *fakeSession, line string) {
				if line == "break in" {
					panic("in")
				}
				s.client.Send([]wire.Part{text(line)})
			}
			address := serve(t, p, opts)
			bad := dial(t, address)
			first := <-p.news
			good := dial(t, address)
			if _, err := bad.Write([]byte(line + "\r\n")); err != nil {
				t.Fatal(err)
			}
			first.wait(t, "the end", func() bool { return len(first.gone) > 0 })
			if first.reason() != "an error of the server" {
				t.Errorf("it ended because of %q", first.reason())
			}
			if _, err := good.Write([]byte("still here\r\n")); err != nil {
				t.Fatal(err)
			}
			expect(t, good, "still here")
		})
	}
}
