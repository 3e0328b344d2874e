package api

import (
	lua "github.com/yuin/gopher-lua"

	"mud/engine/object"
)

func (a *API) channelsModule() lua.LValue {
	return a.module("mud.channels", a.table(funcs{"all": a.channelsAll, "find": a.channelsFind, "of": a.channelsOf}), nil)
}

// mud.channels:all lists all channels, the oldest first.
//
// @return mud.Object[]
func (a *API) channelsAll(L *lua.LState) int {
	L.Push(a.Lua(append([]*object.Object{}, a.live(L).World.All(object.Channel)...)))
	return 1
}

// mud.channels:find finds a channel by its name or an alias.
//
// @param name string
// @return mud.Object?
func (a *API) channelsFind(L *lua.LState) int {
	for _, c := range a.live(L).World.All(object.Channel) {
		if c.Named(L.CheckString(2)) {
			L.Push(a.Handle(c))
			return 1
		}
	}
	L.Push(lua.LNil)
	return 1
}

// mud.channels:of lists the channels that reach somebody.
//
// @param who mud.Object
// @return mud.Object[]
func (a *API) channelsOf(L *lua.LState) int {
	who, out := a.checkObject(L, 2), []*object.Object{}
	for _, c := range a.live(L).World.All(object.Channel) {
		if c.Subscribed(who) {
			out = append(out, c)
		}
	}
	L.Push(a.Lua(out))
	return 1
}

// mud.create.channel makes a channel and calls its at_channel_creation. Who is
// subscribed can type its name or an alias, and a text, to speak on it.
//
// @param what { key: string, typeclass?: string, aliases?: string[], locks?: string, tags?: (string|string[])[], db?: table<string, mud.Value> } locks: "listen" to subscribe, "send" to speak, "control" to change it
// @return mud.Object
func (a *API) createChannel(L *lua.LState) int {
	t := L.CheckTable(1)
	o := a.create(L, object.Channel, t, "core.channel")
	a.created(L, o, t, "at_channel_creation")
	L.Push(a.Handle(o))
	return 1
}

// channelFuncs are the methods of channels.
func (a *API) channelFuncs() funcs {
	return funcs{
		"subscribe": a.channelSubscribe, "unsubscribe": a.channelUnsubscribe, "is_subscribed": a.channelHas,
		"mute": a.channelMute, "unmute": a.channelUnmute, "is_muted": a.channelIsMuted,
	}
}

func (a *API) channelAnd(L *lua.LState) (channel, who *object.Object) {
	return a.checkKind(L, object.Channel, "channel"), a.checkObject(L, 2)
}

// channel:subscribe has the channel reach an account or an object.
//
// @param who mud.Object
// @return boolean whether that is a change
func (a *API) channelSubscribe(L *lua.LState) int {
	c, who := a.channelAnd(L)
	return pushBool(L, c.Subscribe(who, true))
}

// channel:unsubscribe has the channel not reach somebody any more.
//
// @param who mud.Object
// @return boolean whether that is a change
func (a *API) channelUnsubscribe(L *lua.LState) int {
	c, who := a.channelAnd(L)
	return pushBool(L, c.Subscribe(who, false))
}

// channel:is_subscribed tells whether the channel reaches somebody.
//
// @param who mud.Object
// @return boolean
func (a *API) channelHas(L *lua.LState) int {
	c, who := a.channelAnd(L)
	return pushBool(L, c.Subscribed(who))
}

// channel:mute has somebody who is subscribed not hear the channel.
//
// @param who mud.Object
// @return boolean whether that is a change
func (a *API) channelMute(L *lua.LState) int {
	c, who := a.channelAnd(L)
	return pushBool(L, c.Subscribed(who) && c.Mute(who, true))
}

// channel:unmute has somebody hear the channel again.
//
// @param who mud.Object
// @return boolean whether that is a change
func (a *API) channelUnmute(L *lua.LState) int {
	c, who := a.channelAnd(L)
	return pushBool(L, c.Mute(who, false))
}

// channel:is_muted tells whether somebody does not hear the channel just now.
//
// @param who mud.Object
// @return boolean
func (a *API) channelIsMuted(L *lua.LState) int {
	c, who := a.channelAnd(L)
	return pushBool(L, c.Muted(who))
}

// channelObjectFields are what can be read of a channel besides what all
// entities have.
//
// @field channel.subscribers mud.Object[] who listens
var channelObjectFields = map[string]func(a *API, o *object.Object) lua.LValue{
	"subscribers": func(a *API, o *object.Object) lua.LValue {
		return a.Lua(append([]*object.Object{}, o.Subscribers()...))
	},
}
