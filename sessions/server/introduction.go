package server

import (
	"slices"

	"mud/engine"
	"mud/sessions/wire"
)

// introduction is what a Portal tells on a new link of its connections.
type introduction struct {
	portal   int
	underway map[int64]*underway
	sessids  []int64
	over     bool
}

// connected is what a connection means to the world, nil for one that has
// ended there and whose Portal does not know it yet.
func (in *introduction) connected(m wire.Connect) *engine.Connected {
	c := engine.Connected{
		Sessid: m.Sessid, Address: m.Address, Protocol: m.Protocol, Flags: m.Flags, Since: m.Time, State: m.Blob,
		Account: m.Account, Again: m.Again,
	}
	if in.over {
		return &c
	}
	if u := in.underway[m.Sessid]; u != nil {
		if u.closed {
			return nil
		}
		u.update(&c)
	}
	in.sessids = append(in.sessids, m.Sessid)
	return &c
}

// present is its end.
func (in *introduction) present() engine.Present {
	slices.Sort(in.sessids)
	p := engine.Present{First: wire.FirstSessid(in.portal), Last: wire.FirstSessid(in.portal+1) - 1, Sessids: in.sessids}
	in.sessids, in.underway, in.over = nil, nil, true
	return p
}
