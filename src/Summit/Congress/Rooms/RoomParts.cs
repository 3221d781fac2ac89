namespace Summit.Congress;

/// <summary>What rooms consist of: whoever is in a hall that is divided is in each of its parts.</summary>
public static class RoomParts
{
    extension(Edition edition)
    {
        /// <summary>The room of an id, where it is open; null where it is closed, or there is none.</summary>
        public Room? OpenRoom(Guid id) => edition.Rooms.Find(room => room.Id == id && room.ClosedBecause is null);

        /// <summary>The ids of the rooms that are open.</summary>
        internal IEnumerable<Guid> OpenRooms =>
            edition.Rooms.Where(room => room.ClosedBecause is null).Select(room => room.Id);

        /// <summary>The parts of a room, their parts, and so on, each once. A room is no part of itself.</summary>
        public IReadOnlyList<Guid> PartsOf(Guid id)
        {
            // Parts are there before what they are parts of: there is no circle.
            var parts = new List<Guid>(edition.Rooms.Find(room => room.Id == id)?.Parts ?? []);
            for (var n = 0; n < parts.Count; n++)
                parts.AddRange(edition.Rooms.Find(room => room.Id == parts[n])!.Parts.Except(parts).ToArray());
            return parts;
        }

        /// <summary>The first part of a room that is closed; null where all are open.</summary>
        public Room? ClosedPartOf(Guid id) => edition.PartsOf(id)
            .Select(part => edition.Rooms.Find(room => room.Id == part)!)
            .FirstOrDefault(part => part.ClosedBecause is not null);
    }
}
