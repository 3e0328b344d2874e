package ssh

import (
	"log/slog"
	"testing"

	gossh "golang.org/x/crypto/ssh"
)

// TestPanic: what panics in reading, in writing or in following the window of
// one connection ends that one only (row 33 of the users' pains).
func TestPanic(t *testing.T) {
	p := &fakePortal{log: slog.New(slog.DiscardHandler)}
	good, address := login(t, p)
	screen := open(t, good, true)
	screen.see(t, "Welcome")
	other := <-p.came
	for name, breaks := range map[string]func(s screenOf){
		"reading":   func(s screenOf) { s.types(t, "break in\r") },
		"writing":   func(s screenOf) { s.types(t, "break out\r") },
		"following": func(s screenOf) { _ = s.WindowChange(24, 66) },
	} {
		t.Run(name, func(t *testing.T) {
			c, err := dial(address, "Ann", gossh.Password("right"))
			if err != nil {
				t.Fatal(err)
			}
			defer c.Close()
			bad := open(t, c, true)
			bad.see(t, "Welcome")
			s := <-p.came
			breaks(bad)
			if why := <-s.gone; why != "an error of the server" {
				t.Errorf("it ended because of %q", why)
			}
			_ = c.Wait() // its connection is cut
			screen.types(t, name+"\r")
			screen.see(t, "You said "+name)
		})
	}
	if len(other.gone) > 0 {
		t.Errorf("another has ended too: %s", <-other.gone)
	}
}
