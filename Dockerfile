# The database operator as an image: docker build -t database-operator .
#
# An operator of your own needs the same with its project's name in the place of Actors.Samples. For ARM: --build-arg RUNTIME=linux-arm64.
FROM ubuntu:26.04 AS build
ARG RUNTIME=linux-x64
RUN apt-get update && apt-get install -y --no-install-recommends dotnet-sdk-10.0 && rm -rf /var/lib/apt/lists/*
WORKDIR /source

# What decides about packages first, so that a change of the code does not fetch them again. Without global.json: any .NET 10 SDK will do.
COPY Directory.Build.props Directory.Packages.props ./
COPY src/Actors.Core/Actors.Core.csproj src/Actors.Core/
COPY src/Actors.Kubernetes/Actors.Kubernetes.csproj src/Actors.Kubernetes/
COPY src/Actors.Operator/Actors.Operator.csproj src/Actors.Operator/
COPY src/Actors.Samples/Actors.Samples.csproj src/Actors.Samples/Replica.props src/Actors.Samples/
# With what a publish needs beside them: the framework that is to come along, and the compiler that takes all of it at once.
RUN dotnet restore src/Actors.Samples -r $RUNTIME -p:_IsPublishing=true

COPY .editorconfig ./
COPY k8s/crd k8s/crd
COPY src src
RUN dotnet publish src/Actors.Samples -c Release -r $RUNTIME --no-restore -o /app -p:DebugType=none

# .NET comes along; what it needs of the system is the C++ library, OpenSSL (of which the certificates depend) and the time zones.
FROM ubuntu:26.04
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates libstdc++6 tzdata && rm -rf /var/lib/apt/lists/*
COPY --from=build /app /app
# As the manifests have it; a number, so that the kubelet can see that it is not root.
USER 10001:10001
ENTRYPOINT ["/app/Actors.Samples"]
