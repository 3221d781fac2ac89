namespace Summit.Http.Tests;

// The test classes of one collection share one service and its database, and run one after another.
[CollectionDefinition]
public sealed class AccessServer : ICollectionFixture<SummitServer>;

[CollectionDefinition]
public sealed class DeliberationServer : ICollectionFixture<SummitServer>;

[CollectionDefinition]
public sealed class PapersServer : ICollectionFixture<SummitServer>;

[CollectionDefinition]
public sealed class RegisterServer : ICollectionFixture<SummitServer>;

[CollectionDefinition]
public sealed class StatutoryServer : ICollectionFixture<SummitServer>;

[CollectionDefinition]
public sealed class WorldAssemblyServer : ICollectionFixture<SummitServer>;
