package link

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"sync"
	"time"

	"mud/sessions/wire"
)

// The bounds of a socket's link, in bytes.
const (
	maxBacklog = 64 << 20 // that wait for a half that does not read: it is given up
	keepBuffer = 1 << 20  // a bigger write buffer is not kept
)

// closeTime is how long what was sent before Close may take.
const closeTime = 5 * time.Second

// socket is one end of a link between two processes. Frames that are sent
// while one write is under way go out with the next one, all together.
type socket struct {
	conn net.Conn
	in   *bufio.Reader
	body []byte          // of the frame that is read
	ctx  context.Context // whose end interrupts the read
	stop func() bool     // no more

	mu     sync.Mutex
	out    []byte // frames that wait to be written
	closed error  // why no more is taken
	wake   chan struct{}
}

// newSocket starts the writer of a connection.
func newSocket(conn net.Conn) *socket {
	s := &socket{conn: conn, in: bufio.NewReaderSize(conn, 64<<10), stop: func() bool { return true }, wake: make(chan struct{}, 1)}
	go s.write()
	return s
}

// Send appends a frame to what is to be written.
func (s *socket) Send(m wire.Message) error {
	return s.append(func(out []byte) ([]byte, error) { return AppendFrame(out, m) })
}

// SendFrames appends frames to what is to be written.
func (s *socket) SendFrames(frames []byte) error {
	return s.append(func(out []byte) ([]byte, error) { return append(out, frames...), nil })
}

func (s *socket) append(to func(out []byte) ([]byte, error)) (err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed != nil {
		return s.closed
	}
	if s.out, err = to(s.out); err != nil {
		return err
	}
	if len(s.out) > maxBacklog {
		s.closed = fmt.Errorf("the other half does not read: %d MiB wait for it", len(s.out)>>20)
		_ = s.conn.Close() // nothing more can be written to it
		return s.closed
	}
	s.signal()
	return nil
}

func (s *socket) signal() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

// write writes what waits until the link is closed.
func (s *socket) write() {
	var spare []byte
	for {
		s.mu.Lock()
		out, closed := s.out, s.closed
		s.out = spare[:0]
		s.mu.Unlock()
		if len(out) > 0 {
			if _, err := s.conn.Write(out); err != nil {
				s.give(err)
			}
		} else if closed != nil {
			_ = s.conn.Close() // it may have been cut before
			return
		}
		spare = out
		if cap(spare) > keepBuffer {
			spare = nil
		}
		if len(out) == 0 {
			<-s.wake
		}
	}
}

// give gives the link up after a fault.
func (s *socket) give(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed == nil {
		s.closed = errors.Join(ErrClosed, err)
	}
	s.out = nil
	_ = s.conn.Close() // so that the reader learns of it
}

// Recv reads the next frame. What is no frame ends the link with an error.
func (s *socket) Recv(ctx context.Context) (wire.Message, error) {
	if s.ctx != ctx { // the same from message to message
		s.stop()
		s.ctx, s.stop = ctx, context.AfterFunc(ctx, func() { _ = s.conn.SetReadDeadline(time.Unix(1, 0)) })
	}
	m, err := s.frame()
	switch {
	case err == nil:
		return m, nil
	case ctx.Err() != nil:
		return nil, ctx.Err()
	}
	s.give(err)
	return nil, err
}

func (s *socket) frame() (wire.Message, error) {
	var head [headSize]byte
	if _, err := io.ReadFull(s.in, head[:]); err != nil {
		return nil, ended(err)
	}
	size, err := frameSize(head[:])
	if err != nil {
		return nil, fmt.Errorf("what comes over the link is no message of mud: %w", err)
	}
	if cap(s.body) < size || cap(s.body) > keepBuffer {
		s.body = make([]byte, size)
	}
	body := s.body[:size]
	if _, err := io.ReadFull(s.in, body); err != nil {
		return nil, ended(noEOF(err))
	}
	m, err := wire.Parse(body)
	if err != nil {
		return nil, fmt.Errorf("what comes over the link is no message of mud: %w", err)
	}
	return m, nil
}

func noEOF(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}

// ended tells a link that was closed between two messages from one that broke.
func ended(err error) error {
	if err == io.EOF || errors.Is(err, net.ErrClosed) {
		return ErrClosed
	}
	return fmt.Errorf("the link broke: %w", err)
}

// Close ends the link when what was sent before is written.
func (s *socket) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed == nil {
		s.closed = ErrClosed
		_ = s.conn.SetDeadline(time.Now().Add(closeTime)) // for a half that does not read
	}
	s.signal()
	return nil
}
