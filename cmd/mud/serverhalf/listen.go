package serverhalf

import (
	"context"
	"errors"
	"strings"

	"mud/engine"
	"mud/engine/store"
	"mud/sessions/link"
	"mud/sessions/server/spool"
)

// RunOn runs the world for the Portals that come to an address, until ctx ends
// or the world asks to end. When ctx ends it ends as last says.
func (h *Half) RunOn(ctx context.Context, address, secret string, last engine.Leave) error {
	if err := h.openSpool(address); err != nil {
		h.Close()
		return err
	}
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

// openSpool opens what the Server before had said and Portals may not have yet.
// A power cut ends a Portal on this machine too, so the spool goes through to the disk only
// for one that may be elsewhere.
func (h *Half) openSpool(address string) (err error) {
	sync := h.cfg.Store.Durability == string(store.Power) && !strings.HasPrefix(address, "unix:")
	var said []spool.Record
	if h.spool, said, err = spool.Open(h.cfg.DataDir(), h.engine.LastGroup(), sync, h.log); err != nil {
		return err
	}
	return h.server.KeepIn(h.spool, said)
}
