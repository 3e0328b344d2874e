// Package link carries wire messages between the Portal and the Server: in
// one process over a Pipe, between two processes over a socket. Both look the
// same to either half, so that the same tests run over both.
//
// A Conn has one reader and any number of writers.
package link

import (
	"context"
	"fmt"
	"io"

	"mud/sessions/wire"
)

// ErrClosed is what a Conn returns once either side has closed it.
var ErrClosed = fmt.Errorf("link closed: %w", io.EOF)

// Conn is one end of a link.
type Conn interface {
	// Send queues a message for the other half. It never waits for the other
	// half to act; it fails with ErrClosed once the link is down.
	Send(m wire.Message) error
	// SendFrames is Send for messages in the form that AppendFrame gives them.
	// No message of another sender comes between them.
	SendFrames(frames []byte) error
	// Recv waits for the next message, in the order in which they were sent.
	Recv(ctx context.Context) (wire.Message, error)
	// Close ends the link; both sides get ErrClosed once what was sent before
	// has been received.
	Close() error
}
