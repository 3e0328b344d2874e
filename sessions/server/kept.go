package server

import (
	"fmt"
	"maps"
	"slices"

	"mud/engine"
	"mud/sessions/link"
	"mud/sessions/wire"
)

// The bounds of what is kept for a Portal, in bytes.
const (
	maxKept  = 32 << 20 // beyond it the oldest groups go
	askAfter = 64 << 10 // that were sent since the Portal was asked what it has
)

// group is what was said to a Portal at once: a wire.Group and its messages.
type group struct {
	number uint64
	frames []byte
}

// kept is what a Portal may not have yet.
type kept struct {
	groups []group // ascending
	bytes  int
	sent   int              // bytes since it was last asked what it has
	noted  uint64           // groups up to this one are in the spool
	lost   map[int64]uint64 // sessions with texts that were too much, and the last such group
}

// add keeps a group; it returns how many had to go for it.
func (k *kept) add(g group) (lost int) {
	k.groups = append(k.groups, g)
	k.bytes += len(g.frames)
	k.sent += len(g.frames)
	for k.bytes > maxKept && lost < len(k.groups)-1 {
		k.lose(k.groups[lost])
		lost++
	}
	k.groups = slices.Delete(k.groups, 0, lost)
	return lost
}

// lose notes whose texts go with a group.
func (k *kept) lose(g group) {
	k.bytes -= len(g.frames)
	if k.lost == nil {
		k.lost = map[int64]uint64{}
	}
	_ = each(g.frames, func(m wire.Message) {
		if out, ok := m.(wire.Output); ok && len(out.Parts) > 0 {
			k.lost[out.Sessid] = g.number
		}
	})
}

// full reports whether the Portal should be asked what it has, and notes that
// it is.
func (k *kept) full() bool {
	if k.sent < askAfter {
		return false
	}
	k.sent = 0
	return true
}

// received forgets the groups that have arrived.
func (k *kept) received(number uint64) {
	n := 0
	for n < len(k.groups) && k.groups[n].number <= number {
		k.bytes -= len(k.groups[n].frames)
		n++
	}
	k.groups = slices.Delete(k.groups, 0, n)
	maps.DeleteFunc(k.lost, func(_ int64, last uint64) bool { return last <= number })
}

// unnoted is what is not in the spool yet.
func (k *kept) unnoted() (frames []byte) {
	for _, g := range k.groups {
		if g.number > k.noted {
			frames = append(frames, g.frames...)
		}
	}
	return frames
}

// oldest is the first group that is still needed from the spool.
func (k *kept) oldest() (number uint64, ok bool) {
	if len(k.groups) == 0 || k.groups[0].number > k.noted {
		return 0, false
	}
	return k.groups[0].number, true
}

// each calls fn with every message of frames.
func each(frames []byte, fn func(m wire.Message)) error {
	for len(frames) > 0 {
		m, rest, err := link.ParseFrame(frames)
		if err != nil {
			return err
		}
		fn(m)
		frames = rest
	}
	return nil
}

// split finds the groups in frames.
func split(frames []byte) (groups []group, err error) {
	for len(frames) > 0 {
		m, rest, err := link.ParseFrame(frames)
		if err != nil {
			return nil, err
		}
		head, ok := m.(wire.Group)
		if !ok {
			return nil, fmt.Errorf("a %T is where a group should begin", m)
		}
		for range head.Messages {
			if _, rest, err = link.ParseFrame(rest); err != nil {
				return nil, err
			}
		}
		groups = append(groups, group{head.Number, frames[:len(frames)-len(rest)]})
		frames = rest
	}
	return groups, nil
}

// underway is what a Portal will know of a session when it has taken what it is
// sent first: its own introduction of the session is older.
type underway struct {
	ran    uint64
	state  []byte
	flags  wire.Flags
	closed bool
}

// underway is that of all sessions which are spoken to in what is kept.
func (k *kept) underway() map[int64]*underway {
	all := map[int64]*underway{}
	of := func(sessid int64) *underway {
		if all[sessid] == nil {
			all[sessid] = &underway{flags: wire.Flags{}}
		}
		return all[sessid]
	}
	for _, g := range k.groups {
		_ = each(g.frames, func(m wire.Message) { // they were read or made before
			switch m := m.(type) {
			case wire.Output:
				of(m.Sessid).ran = max(of(m.Sessid).ran, m.Ack)
			case wire.State:
				of(m.Sessid).state = m.Blob
			case wire.SetFlags:
				maps.Copy(of(m.Sessid).flags, m.Flags)
			case wire.Close:
				of(m.Sessid).closed = true
			}
		})
	}
	return all
}

// update makes of a Portal's introduction what it will be.
func (u *underway) update(c *engine.Connected) {
	c.Ran = u.ran
	if u.state != nil {
		c.State = u.state
	}
	if len(u.flags) > 0 {
		c.Flags = maps.Clone(c.Flags)
		maps.Copy(c.Flags, u.flags)
	}
}
