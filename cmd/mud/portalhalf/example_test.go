package portalhalf_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"strings"
	"testing"

	"mud/cmd/mud/portalhalf"
	"mud/sessions/portal"
	"mud/sessions/wire"
)

// echo stands for the Portal: it answers each line, and "quit" by the end.
type echo struct{}

func (echo) Connect(c portal.Client, _, protocol string, _ wire.Flags) (portal.Session, error) {
	c.Send([]wire.Part{{Text: "|wWelcome|n by " + protocol}})
	return echoed{c}, nil
}

type echoed struct{ portal.Client }

func (s echoed) Line(text string) error {
	if text == "quit" {
		s.Close("Goodbye.")
	}
	s.Send([]wire.Part{{Text: "You typed " + text}})
	return nil
}

func (echoed) ID() int64                         { return 1 }
func (echoed) OOB(string, json.RawMessage) error { return nil }
func (echoed) SetFlags(wire.Flags)               {}
func (echoed) Flags() wire.Flags                 { return nil }
func (echoed) LoggedIn() bool                    { return false }
func (echoed) Ready()                            {}
func (echoed) Gone(string)                       {}

// A protocol of a game's own is added to those of the build, and served.
func Example() {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	lines := Lines{ln, slog.New(slog.DiscardHandler)}
	portalhalf.Protocols = append(portalhalf.Protocols, lines)
	defer func() { portalhalf.Protocols = nil }()
	go func() { _ = lines.Serve(context.Background(), echo{}) }() // as a Half does
	conn, err := net.Dial("tcp", ln.Addr().String())
	if err != nil {
		panic(err)
	}
	fmt.Fprint(conn, "look\nquit\n")
	text, _ := io.ReadAll(conn)
	_ = ln.Close()
	fmt.Print(string(text))
	// Output:
	// Welcome by lines
	// You typed look
	// Goodbye.
}

// TestProtocolPage holds that docs/protocol.md shows the example as it is.
func TestProtocolPage(t *testing.T) {
	code, err := os.ReadFile("lines_example_test.go")
	if err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile("../../../docs/protocol.md")
	if err != nil {
		t.Fatal(err)
	}
	_, example, _ := strings.Cut(string(code), ")\n\n")
	if n := strings.Count(example, "\n"); n > 75 {
		t.Errorf("the example has %d lines", n)
	}
	if !strings.Contains(string(page), example) {
		t.Error("docs/protocol.md shows another example than lines_example_test.go")
	}
}
