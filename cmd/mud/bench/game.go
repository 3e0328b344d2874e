package bench

import (
	"context"
	"errors"
	"fmt"

	"mud/cmd/mud/scene"
	"mud/engine"
	"mud/engine/movement"
	"mud/engine/object"
)

// game is a whole server with clients that are logged in.
type game struct {
	world   *scene.World
	clients []*client
}

// openGame starts a server with count players, in rooms of their own.
func openGame(ctx context.Context, dir, scripts string, count int, settings ...string) (*game, error) {
	w, err := scene.Start(dir, scripts, settings...)
	if err != nil {
		return nil, fmt.Errorf("starting the server: %w", err)
	}
	g := &game{world: w}
	if g.clients, err = dialAll(w.Telnet(), count); err != nil {
		return nil, errors.Join(err, g.Close())
	}
	for _, c := range g.clients {
		if err := c.until("leaves."); err != nil {
			return nil, errors.Join(fmt.Errorf("the first screen: %w", err), g.Close())
		}
	}
	if err := w.Engine().Do(ctx, populate); err != nil {
		return nil, errors.Join(fmt.Errorf("logging the players in: %w", err), g.Close())
	}
	return g, nil
}

// Close ends clients and server.
func (g *game) Close() error {
	closeAll(g.clients)
	return g.world.Close()
}

// populate logs all sessions in, without passwords: hashing three hundred of
// them is not what is measured.
func populate(e *engine.Engine) error {
	var room *object.Object
	for i, s := range e.Sessions.All(true) {
		if i%roomSize == 0 {
			var err error
			if room, err = makeRoom(e, i/roomSize); err != nil {
				return err
			}
		}
		acc, err := e.World.Create(object.Account, fmt.Sprintf("Player %d", i+1), "core.account", e.Now())
		if err != nil {
			return err
		}
		if _, err := e.Scripts().Call(acc, "at_account_creation"); err != nil {
			return err
		}
		if err := e.Sessions.Login(s, acc); err != nil {
			return err
		}
		if _, err := e.Mover.Move(s.Puppet(), room, movement.How{Kind: "teleport", Quiet: true}); err != nil {
			return err
		}
	}
	return nil
}

// makeRoom makes a room with a thing that ends every look.
func makeRoom(e *engine.Engine, n int) (*object.Object, error) {
	room, err := e.World.Create(object.Thing, fmt.Sprintf("Hall %d", n+1), "core.room", e.Now())
	if err != nil {
		return nil, err
	}
	rod, err := e.World.Create(object.Thing, "a measuring rod", "core.thing", e.Now())
	if err != nil {
		return nil, err
	}
	return room, rod.Place(room)
}
