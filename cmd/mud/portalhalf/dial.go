package portalhalf

import (
	"context"
	"time"

	"mud/sessions/link"
)

// The waits between attempts to find the Server.
const (
	dialWait = 20 * time.Millisecond
	dialLong = 200 * time.Millisecond
)

// Dial serves players with the Server at an address, and with the next one
// there when that has gone, until ctx ends. Before the first comes, and between
// two of them, players wait.
func (h *Half) Dial(ctx context.Context, address, secret string) {
	var told string
	for wait := dialWait; ctx.Err() == nil; wait = min(2*wait, dialLong) {
		conn, err := link.Dial(ctx, address, secret)
		linked := err == nil
		if linked {
			wait = dialWait
			err = h.Serve(ctx, conn)
			_ = conn.Close() // it may be closed already
		}
		worth := linked || h.portal.Away() // a Server that just starts is not there at the first attempt
		if err != nil && ctx.Err() == nil && worth && err.Error() != told {
			told = err.Error() // once, however often it is tried
			h.options.Log.Info("no server on the link; it is tried again", "error", err)
		}
		select {
		case <-time.After(wait):
		case <-ctx.Done():
		}
	}
}
