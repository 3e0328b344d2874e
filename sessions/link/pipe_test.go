package link

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"mud/sessions/wire"
)

// testConn is what every kind of link must pass.
func testConn(t *testing.T, pair func() (a, b Conn)) {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	t.Run("messages arrive in order both ways", func(t *testing.T) {
		a, b := pair()
		for i := range 1000 {
			send(t, a, wire.Ready{Sessid: int64(i)})
			send(t, b, wire.Close{Sessid: int64(i)})
		}
		for i := range 1000 {
			if m, err := b.Recv(ctx); err != nil || m != (wire.Ready{Sessid: int64(i)}) {
				t.Fatalf("message %d is %v, %v", i, m, err)
			}
			if m, err := a.Recv(ctx); err != nil || m != (wire.Close{Sessid: int64(i)}) {
				t.Fatalf("message %d is %v, %v", i, m, err)
			}
		}
	})
	t.Run("what was sent before a close arrives", func(t *testing.T) {
		a, b := pair()
		send(t, a, wire.Ready{Sessid: 1})
		if err := a.Close(); err != nil {
			t.Fatal(err)
		}
		if m, err := b.Recv(ctx); err != nil || m != (wire.Ready{Sessid: 1}) {
			t.Errorf("got %v, %v", m, err)
		}
		if _, err := b.Recv(ctx); !errors.Is(err, ErrClosed) {
			t.Errorf("Recv after the close: %v", err)
		}
		if err := b.Send(wire.Ready{}); !errors.Is(err, ErrClosed) {
			t.Errorf("Send after the close: %v", err)
		}
	})
	t.Run("Recv ends with its context", func(t *testing.T) {
		a, _ := pair()
		short, stop := context.WithCancel(ctx)
		stop()
		if _, err := a.Recv(short); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
	})
	t.Run("many may send", func(t *testing.T) {
		a, b := pair()
		var senders sync.WaitGroup
		for s := range 8 {
			senders.Go(func() {
				for i := range 500 {
					if err := a.Send(wire.Input{Sessid: int64(s), Seq: uint64(i)}); err != nil {
						t.Error(err)
					}
				}
			})
		}
		next := map[int64]uint64{}
		for range 8 * 500 {
			m, err := b.Recv(ctx)
			if err != nil {
				t.Fatal(err)
			}
			in := m.(wire.Input)
			if in.Seq != next[in.Sessid] {
				t.Fatalf("sender %d: got %d, want %d", in.Sessid, in.Seq, next[in.Sessid])
			}
			next[in.Sessid]++
		}
		senders.Wait()
	})
}

func send(t *testing.T, c Conn, m wire.Message) {
	t.Helper()
	if err := c.Send(m); err != nil {
		t.Fatal(err)
	}
}

func TestPipe(t *testing.T) { testConn(t, Pipe) }

func TestSocket(t *testing.T) {
	for name, address := range map[string]string{"unix": "unix:" + filepath.Join(t.TempDir(), "link.sock"), "tcp": "tcp:127.0.0.1:0"} {
		t.Run(name, func(t *testing.T) {
			l := listen(t, address, "a good secret")
			testConn(t, func() (Conn, Conn) { return dial(t, l, "a good secret"), <-l.taken })
		})
	}
}

// listening is an open link that collects the Portals that come.
type listening struct {
	*Listener
	address string
	taken   chan Conn
	refused chan error
}

func listen(t *testing.T, address, secret string) *listening {
	t.Helper()
	x := &listening{address: address, taken: make(chan Conn, 10), refused: make(chan error, 10)}
	var err error
	if x.Listener, err = Listen(address, secret, func(err error) { x.refused <- err }); err != nil {
		t.Fatal(err)
	}
	if strings.HasPrefix(address, "tcp:") {
		x.address = "tcp:" + x.Addr().String()
	}
	served := make(chan struct{})
	go func() {
		defer close(served)
		x.Serve(func(c Conn) { x.taken <- c })
	}()
	t.Cleanup(func() {
		_ = x.Close()
		<-served
	})
	return x
}

func dial(t *testing.T, l *listening, secret string) Conn {
	t.Helper()
	c, err := Dial(t.Context(), l.address, secret)
	if err != nil {
		t.Fatal(err)
	}
	return c
}
