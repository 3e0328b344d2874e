package serverhalf

import (
	"context"
	"errors"

	"mud/engine"
	"mud/sessions/link"
)

// RunOn runs the world for the Portals that come to an address, until ctx ends
// or the world asks to end. When ctx ends it ends as last says.
func (h *Half) RunOn(ctx context.Context, address, secret string, last engine.Leave) error {
	ln, err := link.Listen(address, secret, func(err error) { h.log.Warn("the link", "error", err) })
	if err != nil {
		h.Close()
		return err
	}
	links, stop := context.WithCancel(context.Background())
	served := make(chan struct{})
	go func() {
		defer close(served)
		ln.Serve(func(c link.Conn) { h.Serve(links, c) })
	}()
	h.log.Info("server ready", "link", address)
	_, err = h.Run(ctx, last)
	closed := ln.Close()
	stop()
	<-served
	return errors.Join(err, closed)
}
