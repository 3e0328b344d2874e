// Package bench measures the server beside a bare echo server.
package bench

import (
	"context"
	"errors"
	"io"
)

// Run runs it.
func Run(ctx context.Context, out io.Writer, seconds float64) error { return errors.New("not yet") }
