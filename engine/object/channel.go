package object

import (
	"slices"

	"mud/engine/value"
)

// channelFields are what only channels have.
type channelFields struct {
	Subscribers []value.Ref `json:"subscribers,omitempty"` // accounts and objects, in the order in which they came
	Muted       []value.Ref `json:"muted,omitempty"`       // those of them that do not listen just now
}

func (o *Object) channelRow() *channelFields {
	if o.kind != Channel {
		return nil
	}
	return &o.chanl
}

// Subscribers are the accounts and objects that a channel reaches, muted ones
// included, in the order in which they came.
func (o *Object) Subscribers() []*Object {
	var out []*Object
	for _, ref := range o.chanl.Subscribers {
		if x := o.world.Get(ref); x != nil {
			out = append(out, x)
		}
	}
	return out
}

// Subscribed reports whether a channel reaches somebody.
func (o *Object) Subscribed(who *Object) bool { return slices.Contains(o.chanl.Subscribers, who.id) }

// Muted reports whether somebody does not listen to a channel just now.
func (o *Object) Muted(who *Object) bool { return slices.Contains(o.chanl.Muted, who.id) }

// Subscribe has a channel reach somebody, or not any more; it reports whether
// that is a change.
func (o *Object) Subscribe(who *Object, on bool) bool {
	if o.Subscribed(who) == on {
		return false
	}
	o.Mute(who, false)
	setField(o, &o.chanl.Subscribers, toggled(o.chanl.Subscribers, who.id, on))
	o.touch()
	return true
}

// Mute has somebody not listen to a channel, or listen again; it reports
// whether that is a change.
func (o *Object) Mute(who *Object, on bool) bool {
	if o.Muted(who) == on {
		return false
	}
	setField(o, &o.chanl.Muted, toggled(o.chanl.Muted, who.id, on))
	return true
}

// toggled is list with or without a reference.
func toggled(list []value.Ref, ref value.Ref, on bool) []value.Ref {
	out, _ := without(list, func(r value.Ref) bool { return r == ref })
	if on {
		out = append(slices.Clone(out), ref)
	}
	return out
}
