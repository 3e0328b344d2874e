package ssh

import (
	"errors"
	"net"
	"strings"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"mud/sessions/wire"
)

// deaf is a client's connection that can stop reading.
type deaf struct {
	net.Conn
	deaf chan struct{} // closed when it reads no more
	end  chan struct{} // closed at the end of the test
}

func (d *deaf) Read(p []byte) (int, error) {
	n, err := d.Conn.Read(p)
	select {
	case <-d.deaf:
		<-d.end
		return 0, net.ErrClosed
	default:
		return n, err
	}
}

// goesDeaf is a client that has come in and from then on reads nothing.
func goesDeaf(t *testing.T) *fakeSession {
	t.Helper()
	p := &fakePortal{}
	address := serve(t, p)
	raw, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	_ = raw.(*net.TCPConn).SetReadBuffer(4 << 10)
	conn := &deaf{Conn: raw, deaf: make(chan struct{}), end: make(chan struct{})}
	t.Cleanup(func() { close(conn.end); _ = raw.Close() })
	c, channels, requests, err := gossh.NewClientConn(conn, address, &gossh.ClientConfig{
		User: "Ann", Auth: []gossh.AuthMethod{gossh.Password("right")}, HostKeyCallback: gossh.InsecureIgnoreHostKey(),
	})
	if err != nil {
		t.Fatal(err)
	}
	open(t, gossh.NewClient(c, channels, requests), true).see(t, "Welcome")
	close(conn.deaf)
	return <-p.came
}

// TestClientThatKeepsItsEnd: a session that is over ends, though its client does
// not let go of it.
func TestClientThatKeepsItsEnd(t *testing.T) {
	s := goesDeaf(t)
	s.client.Close("Goodbye.")
	within(t, "it is never gone", func() { <-s.gone })
}

// TestConnectionOfNoSession: a client may keep its connection when its session
// is over, or was never let in, but not for long: it is counted nowhere.
func TestConnectionOfNoSession(t *testing.T) {
	for _, c := range []struct {
		name string
		full error
		then func(t *testing.T, s *fakeSession)
	}{
		{"it quits", nil, func(_ *testing.T, s *fakeSession) { s.client.Close("Goodbye.") }},
		{"it is not let in", errors.New("the game is full"), nil},
		{"it takes nothing of its session", nil, func(t *testing.T, s *fakeSession) {
			for range 45 { // more than its window has
				s.client.Send([]wire.Part{{Text: strings.Repeat("x", 60_000)}})
			}
			s.client.Close("Kicked.")
			within(t, "it is never gone", func() { <-s.gone })
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := &fakePortal{full: c.full}
			client, _ := login(t, p)
			sess, err := client.NewSession()
			if err != nil {
				t.Fatal(err)
			}
			if _, err := sess.StdoutPipe(); err != nil { // that nobody reads
				t.Fatal(err)
			}
			if err := sess.Shell(); err != nil {
				t.Fatal(err)
			}
			if c.then != nil {
				c.then(t, <-p.came)
			}
			within(t, "it keeps its connection", func() { _ = client.Wait() })
		})
	}
}

// within fails when something takes longer than it ever does.
func within(t *testing.T, otherwise string, wait func()) {
	t.Helper()
	done := make(chan struct{})
	go func() {
		defer close(done)
		wait()
	}()
	select {
	case <-done:
	case <-time.After(20 * time.Second):
		t.Fatal(otherwise)
	}
}

// TestClientThatNeverReads: whoever sends to a client that has stopped reading
// never waits (promise P6), though its ssh takes any amount.
func TestClientThatNeverReads(t *testing.T) {
	s := goesDeaf(t)
	gone := make(chan struct{})
	go func() {
		defer close(gone)
		line := []wire.Part{{Text: strings.Repeat("x", 1000)}}
		for range 100 { // slowly, so that what waits is in the network and not in the queue
			s.client.Send([]wire.Part{{Text: strings.Repeat("x", 60_000)}})
			time.Sleep(5 * time.Millisecond)
			if len(s.gone) > 0 {
				return
			}
		}
		for {
			select {
			case <-s.gone:
				return
			default:
				s.client.Send(line)
			}
		}
	}()
	within(t, "whoever sends to it waits, or it is never closed", func() { <-gone })
}
