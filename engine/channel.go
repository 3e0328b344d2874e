package engine

import (
	"mud/engine/command"
	"mud/engine/object"
	"mud/engine/session"
)

// channelPriority lets every other command win over the name of a channel.
const channelPriority = -30

// channelSet has one command for each channel that reaches the session's
// account or the body, named like it; nil for none.
func (e *Engine) channelSet(s *session.Session, body *object.Object, layers []command.Layer) *command.Set {
	proto := command.Own(layers, "__channel")
	if proto == nil {
		proto = e.scripts.Channel()
	}
	who := whoOf(s, body)
	if proto == nil || who.Account == nil && who.Body == nil {
		return nil
	}
	set := &command.Set{Key: "channels", Priority: channelPriority}
	for _, c := range e.World.All(object.Channel) {
		if who.Account != nil && c.Subscribed(who.Account) || who.Body != nil && c.Subscribed(who.Body) {
			def := proto.Named(c.Key(), c.Aliases())
			def.HelpHidden = true
			set.Commands = append(set.Commands, command.Bound{Def: def, Obj: c, Source: set})
		}
	}
	if len(set.Commands) == 0 {
		return nil
	}
	return set
}
