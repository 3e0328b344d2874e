package server_test

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"mud/engine"
	"mud/engine/outbox"
	"mud/sessions/link"
	"mud/sessions/portal"
	"mud/sessions/server"
	"mud/sessions/server/spool"
	"mud/sessions/wire"
)

// game is a world so small that all of it can be looked at, as a Server that
// can be killed: a line with an even number is said to everybody and stored, one
// with an odd number is answered and stores nothing.
type game struct {
	t      *testing.T
	dir    string
	cut    func() // of all links
	kill   int    // at which point of its life it is killed, 0 for never
	points int    // that it came to

	mu     sync.Mutex
	server *server.Server
	events chan engine.Event
	over   bool // there is no further life
	lives  sync.WaitGroup

	stored uint64           // the group that the store has
	lines  map[int64]uint64 // and the lines
	ran    map[int64]uint64 // what the living Server knows, by session
}

// errKilled ends a life.
var errKilled = errors.New("killed")

// live begins a life of the Server.
func (g *game) live() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.over {
		return
	}
	events := make(chan engine.Event, 1000)
	g.events, g.ran = events, map[int64]uint64{}
	g.server = server.New(server.Options{Log: slog.New(slog.DiscardHandler), Post: func(ev engine.Event) { events <- ev }})
	sp, said, err := spool.Open(g.dir, g.stored, false, slog.New(slog.DiscardHandler))
	if err == nil {
		err = g.server.KeepIn(sp, said)
	}
	if err != nil {
		g.t.Error(err)
	}
	g.lives.Go(func() {
		defer sp.Close()
		for ev := range events {
			if g.step(ev) != nil {
				g.live()
				g.cut()
				return
			}
		}
	})
}

// end ends the life of now, also one that begins at this moment.
func (g *game) end() {
	g.mu.Lock()
	g.over = true
	close(g.events)
	g.mu.Unlock()
	g.lives.Wait()
}

// serving is the Server of now.
func (g *game) serving() *server.Server {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.server
}

// point is a moment at which the Server may be killed.
func (g *game) point() error {
	if g.points++; g.points == g.kill {
		return errKilled
	}
	return nil
}

// step does to the sessions what the engine does with a line.
func (g *game) step(ev engine.Event) error {
	switch ev := ev.(type) {
	case engine.Connected:
		g.ran[ev.Sessid] = max(g.ran[ev.Sessid], g.lines[ev.Sessid], ev.Ran)
	case engine.Input:
		if ev.Seq <= g.ran[ev.Sessid] {
			g.server.Deliver(0, []outbox.Out{{Sessid: ev.Sessid, Ack: ev.Seq}})
			return nil
		}
		g.ran[ev.Sessid] = ev.Seq
		if ev.Seq%2 == 1 {
			g.server.Deliver(0, []outbox.Out{shown(ev.Sessid, ev.Seq, "you "+ev.Text)})
			return g.point()
		}
		outs := []outbox.Out{shown(ev.Sessid, ev.Seq, "you "+ev.Text)}
		for sessid := range g.ran {
			if sessid != ev.Sessid {
				outs = append(outs, shown(sessid, 0, "heard "+ev.Text))
			}
		}
		return g.say(ev, outs)
	}
	return nil
}

func shown(sessid int64, ack uint64, text string) outbox.Out {
	return outbox.Out{Sessid: sessid, Ack: ack, Parts: []outbox.Part{{Text: text}}}
}

func (g *game) say(in engine.Input, outs []outbox.Out) error {
	if err := g.point(); err != nil {
		return err
	}
	number, err := g.server.Keep(outs)
	if err != nil {
		g.t.Error(err)
	}
	if err := g.point(); err != nil {
		return err
	}
	g.stored, g.lines[in.Sessid] = number, in.Seq
	if err := g.point(); err != nil {
		return err
	}
	g.server.Deliver(number, outs)
	return g.point()
}

// wires carries frames between the Portal and the Server until it has carried
// so many in one direction; then it ends the link, in the middle of the next
// frame or before it.
type wires struct {
	t       *testing.T
	towards string // "portal", "server" or "" for neither
	after   int    // frames
	middle  bool
	was     bool // it was cut

	mu       sync.Mutex
	links    []net.Conn
	carriers sync.WaitGroup
}

func (w *wires) cut() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, c := range w.links {
		_ = c.Close()
	}
	w.links = nil
}

// join carries the frames of one link.
func (w *wires) join(near, far net.Conn) {
	w.mu.Lock()
	w.links = append(w.links, near, far)
	w.mu.Unlock()
	w.carriers.Go(func() { w.carry(near, far, "server") })
	w.carriers.Go(func() { w.carry(far, near, "portal") })
}

// now reports whether the link is to be cut instead of a message, once.
func (w *wires) now(towards string, n int) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	now := !w.was && w.towards == towards && n == w.after
	w.was = w.was || now
	return now
}

func (w *wires) carry(from, to net.Conn, towards string) {
	defer w.cut()
	for n := 0; ; n++ {
		frame := make([]byte, 4)
		if _, err := io.ReadFull(from, frame); err != nil {
			return
		}
		frame = append(frame, make([]byte, binary.BigEndian.Uint32(frame))...)
		if _, err := io.ReadFull(from, frame[4:]); err != nil {
			return
		}
		if w.now(towards, n) {
			if w.middle {
				_, _ = to.Write(frame[:len(frame)/2+3])
			}
			return
		}
		if _, err := to.Write(frame); err != nil {
			return
		}
	}
}

// reader is a client that notes what it is shown.
type reader struct {
	mu    sync.Mutex
	texts []string
}

func (r *reader) Send(parts []wire.Part) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, p := range parts {
		r.texts = append(r.texts, p.Text)
	}
}

func (*reader) FlagsChanged(wire.Flags) {}
func (*reader) Close(string)            {}

func (r *reader) shown() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.texts)
}

// numbersTyped is how many lines each of two clients types.
const numbersTyped = 6

// play has two clients type at once, over links that are cut and with a Server
// that is killed, and holds that each is shown everything once and in order.
func play(t *testing.T, name string, w *wires, kill int) (points int) {
	t.Helper()
	dir := t.TempDir()
	g := &game{t: t, dir: dir, cut: w.cut, kill: kill, lines: map[int64]uint64{}}
	g.live()
	door := filepath.Join(dir, "link")
	ln, err := link.Listen("unix:"+door, "", func(error) {})
	if err != nil {
		t.Fatal(err)
	}
	between, err := net.Listen("unix", door+"-between")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	var parts sync.WaitGroup
	parts.Go(func() {
		ln.Serve(func(c link.Conn) {
			_ = g.serving().Serve(ctx, c) // its links are cut
			_ = c.Close()
		})
	})
	parts.Go(func() {
		for {
			near, err := between.Accept()
			if err != nil {
				return
			}
			far, err := net.Dial("unix", door)
			if err != nil {
				return
			}
			w.join(near, far)
		}
	})
	p, err := portal.New(portal.Options{CommandRate: 1e6, ConnectionRate: 1e6, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	linked := p.NextServer()
	parts.Go(func() {
		for ctx.Err() == nil {
			conn, err := link.Dial(ctx, "unix:"+door+"-between", "")
			if err != nil {
				continue
			}
			_ = p.Run(ctx, conn) // the link is cut
			_ = conn.Close()
		}
	})
	<-linked
	readers := []*reader{{}, {}}
	typed := make([]portal.Session, len(readers))
	for i, r := range readers {
		if typed[i], err = p.Connect(r, "192.0.2.1", "test", nil); err != nil {
			t.Fatal(err)
		}
	}
	for n := range numbersTyped {
		for i, s := range typed {
			if err := s.Line(fmt.Sprintf("%c%d", 'A'+i, n+1)); err != nil {
				t.Fatal(err)
			}
		}
	}
	for i, r := range readers {
		untilShown(t, name, r, i)
	}
	stop()
	_, _ = between.Close(), ln.Close()
	w.cut()
	parts.Wait()
	w.carriers.Wait()
	g.end()
	return g.points
}

// untilShown waits until a client has been shown the last of all, and holds
// what it was shown.
func untilShown(t *testing.T, name string, r *reader, i int) {
	t.Helper()
	me, other := string(rune('A'+i)), string(rune('B'-i))
	last := []string{fmt.Sprintf("you %s%d", me, numbersTyped), fmt.Sprintf("heard %s%d", other, numbersTyped)}
	for deadline := time.Now().Add(20 * time.Second); !contains(r.shown(), last); time.Sleep(100 * time.Microsecond) {
		if time.Now().After(deadline) {
			t.Fatalf("%s: %s was shown %q only", name, me, r.shown())
		}
	}
	var mine, others, wantMine, wantOthers []string
	for _, text := range r.shown() {
		if strings.HasPrefix(text, "you ") {
			mine = append(mine, text)
		} else if strings.HasPrefix(text, "heard ") {
			others = append(others, text)
		}
	}
	for n := range numbersTyped {
		wantMine = append(wantMine, fmt.Sprintf("you %s%d", me, n+1))
		if n%2 == 1 {
			wantOthers = append(wantOthers, fmt.Sprintf("heard %s%d", other, n+1))
		}
	}
	if !slices.Equal(mine, wantMine) || !slices.Equal(others, wantOthers) {
		t.Fatalf("%s: %s was shown %q", name, me, r.shown())
	}
}

func contains(texts, wanted []string) bool {
	return !slices.ContainsFunc(wanted, func(w string) bool { return !slices.Contains(texts, w) })
}

// TestCutEverywhere cuts the link between Portal and Server before and in the
// middle of every message, in both directions: what players are shown is the
// same.
func TestCutEverywhere(t *testing.T) {
	for _, towards := range []string{"portal", "server"} {
		for _, middle := range []bool{false, true} {
			for after := 0; ; after++ {
				w := &wires{t: t, towards: towards, after: after, middle: middle}
				play(t, fmt.Sprintf("towards the %s after %d (middle: %v)", towards, after, middle), w, 0)
				if !w.was {
					break
				}
			}
		}
	}
}

// TestKilledEverywhere kills the Server at every moment of every step: before
// and after what it says is kept, is stored, and is sent.
func TestKilledEverywhere(t *testing.T) {
	for kill := 1; ; kill++ {
		if play(t, fmt.Sprintf("killed at point %d", kill), &wires{t: t}, kill) < kill {
			return
		}
	}
}
