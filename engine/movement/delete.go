package movement

import (
	"fmt"
	"slices"

	"mud/engine/guard"
	"mud/engine/object"
)

// deleteHooks are asked before an entity of a kind is deleted.
var deleteHooks = map[object.Kind]string{
	object.Thing: "at_object_delete", object.Account: "at_object_delete", object.Script: "at_script_delete", object.Channel: "at_channel_delete",
}

// Delete takes o out of the world; false when its hook for that forbade it.
// Whoever plays it is released first, then the exits in it and to it are deleted,
// and what is left in it goes home.
func (m *Mover) Delete(o *object.Object) (bool, error) {
	if o.Deleted() {
		return true, nil
	}
	if ok, err := m.run([]step{{o, deleteHooks[o.Kind()], nil}}, true); !ok || err != nil {
		return false, err
	}
	if err := m.Released(o); err != nil {
		return false, err
	}
	for _, exit := range append(o.Exits(), o.Arrivals()...) {
		if err := m.close(exit); err != nil {
			return false, err
		}
	}
	for _, inside := range slices.Clone(o.Contents()) {
		if err := m.sendHome(inside, o); err != nil {
			return false, err
		}
	}
	o.World().Delete(o)
	return true, nil
}

// close deletes an exit that leads from or to a place that is being deleted.
// One whose hook forbids it stays, and leads nowhere.
func (m *Mover) close(exit *object.Object) error {
	ok, err := m.Delete(exit)
	if err == nil && !ok {
		exit.SetDestination(nil)
	}
	return err
}

// sendHome moves o out of a place that is being deleted: to its home, or to
// where its typeclass says that it belongs. Hooks may not hold it back.
func (m *Mover) sendHome(o, gone *object.Object) error {
	home := o.Home()
	if !fits(o, home, gone) {
		other, err := m.Hooks.Call(o, "get_default_home")
		if err != nil {
			return err
		}
		if home, _ = other.(*object.Object); !fits(o, home, gone) {
			home = nil
		}
	}
	m.Tell(o, fmt.Sprintf("%s is no more.", guard.Escape(gone.Key())))
	ok, err := m.Move(o, home, How{Kind: "teleport", Quiet: o.PlayedBy() == nil})
	if err == nil && !ok {
		err = o.Place(home)
	}
	return err
}

// fits reports whether o can go to place when gone is deleted.
func fits(o, place, gone *object.Object) bool {
	return place != nil && !place.Deleted() && !place.Within(o) && !place.Within(gone)
}
