package engine

import (
	"context"

	"mud/engine/guard"
	"mud/engine/outbox"
)

// What everybody is told when the store fails and when it works again. The
// first line goes on with why, for those who look after the world.
const (
	textStill  = "|yThe world stands still, as what happens in it cannot be stored just now. Nothing that you have seen is lost; what you type is run as soon as it goes on.|n"
	textGoesOn = "|gThe world goes on.|n"
)

// standStill waits while the store fails: no event changes the world and no
// timer runs, so that what waits to be stored does not grow. All connections
// stay, everybody is told, and who only looks, such as an admin who asks how
// the server is, is answered.
func (e *Engine) standStill(ctx context.Context) {
	why := e.commits.failure()
	if why == nil {
		return
	}
	told := map[int64]bool{}
	for _, s := range e.Sessions.All(true) {
		told[s.Sessid()] = true
		text := textStill
		if e.Builder(s) {
			text += "\n" + guard.Escape(why.Error())
		}
		e.sayNow(s.Sessid(), text)
	}
	for e.commits.failure() != nil && ctx.Err() == nil {
		e.tellNewcomers(told)
		for _, ev := range e.inbox.pick(func(ev Event) bool { _, ok := ev.(look); return ok }) {
			e.step(ev)
		}
		select {
		case <-e.inbox.wake:
		case <-e.commits.trouble:
		case <-ctx.Done():
		}
	}
	if ctx.Err() == nil {
		for sessid := range told {
			e.sayNow(sessid, textGoesOn)
		}
	}
	e.inbox.ring()
}

// tellNewcomers tells those who have connected meanwhile why they see nothing.
func (e *Engine) tellNewcomers(told map[int64]bool) {
	e.inbox.pick(func(ev Event) bool {
		if c, ok := ev.(Connected); ok && !told[c.Sessid] {
			told[c.Sessid] = true
			e.sayNow(c.Sessid, textStill)
		}
		return false
	})
}

// sayNow says something that is no part of the world and so need not be
// stored before it is shown.
func (e *Engine) sayNow(sessid int64, text string) {
	e.Sink.Deliver(0, []outbox.Out{{Sessid: sessid, Parts: []outbox.Part{{Kind: outbox.Text, Text: text}}}})
}
