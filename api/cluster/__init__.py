"""A PostGIS of our own in one folder, for trying and developing: a unix socket, no open port."""

from api.cluster.errors import ClusterError
from api.cluster.folders import default_state_folder
from api.cluster.keep_alive import KeepAlive
from api.cluster.private import PrivateCluster
from api.cluster.urls import ClusterUrls

__all__ = ["ClusterError", "ClusterUrls", "KeepAlive", "PrivateCluster", "default_state_folder"]
